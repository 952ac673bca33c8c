// The whole address space in one strip, and the window of it that the map shows: drag the window, its edges, or press
// beside it.
import { memo, useMemo, useRef } from 'react';
import { type Axis, breakLabel, breaksOf } from '../../map/geometry/axis.ts';
import { boxPath, roundedBoxPath, TENTHS } from '../../map/geometry/boxes.ts';
import { cull, type Drawn } from '../../map/geometry/cull.ts';
import type { Measure } from '../../map/geometry/labels.ts';
import {
  addrOf,
  extentOf,
  fitViewport,
  framing,
  pannedBy,
  pxOf,
  type Scale,
  scaleOf,
  zoomedAt,
} from '../../map/geometry/scale.ts';
import type { Block, Lane, Owner } from '../../map/geometry/scene.ts';
import { groupedHex } from '../../model/addr.ts';
import { KeptList } from '../../model/kept.ts';
import { between } from '../../model/range.ts';
import type { MapActions } from './actions.ts';
import { ownerColour } from './BlockShape.tsx';
import { Extent } from './Extent.tsx';
import css from './map.module.css';
import { STRINGS } from './strings.ts';
import { asStored } from './use-tools.ts';
import { zoomOf } from './zoom-of.ts';

const HEIGHT = 22;
/** px of air above and below, for the brush's edges. */
const PAD = 2;
/** With more lanes than this they are a crowd. */
const MANY = 32;
/** Breaks are wide enough here for their label, when there are few. */
const WIDE_BREAK_PX = 128;

function overviewScale(axis: Axis, widthPx: number): Scale {
  const breaks = axis.segments.length - 1;
  const roomy = breaks > 0 && breaks * WIDE_BREAK_PX <= widthPx / 3;
  const wide = roomy ? { ...axis, breakPx: WIDE_BREAK_PX } : axis;
  return scaleOf(wide, fitViewport(wide, widthPx), widthPx);
}

/** What looks alike in the strip. */
interface Strip {
  readonly key: string;
  readonly className: string | undefined;
  readonly owner: Owner;
  readonly path: string;
}

function classOf({ kind }: Block): string | undefined {
  if (kind === 'ram') return css['miniRam'];
  return kind === 'chunk' ? css['miniPicked'] : css['miniBlock'];
}

/** `crowded`: what is small is as small as can be seen, lest one owner's hide all others'. */
function stripPath({ blocks, x0, x1, trueX1 }: Drawn, crowded: boolean): string {
  if (blocks[0]?.kind === 'ram') return boxPath(x0, Math.max(x1, x0 + 1), 1, HEIGHT - 2);
  return crowded
    ? boxPath(x0, Math.max(Math.min(x1, trueX1), x0 + 1), 4, HEIGHT - 8)
    : roundedBoxPath(x0, x1, 4, HEIGHT - 8);
}

/** One lane's share of the strip. */
function stripsOf({ blocks }: Lane, overview: Scale, crowded: boolean): readonly Strip[] {
  const parts = [true, false].map((ofRam) => blocks.filter(({ kind }) => (kind === 'ram') === ofRam));
  return joined(
    parts
      .flatMap((some) => cull(some, overview))
      .flatMap((drawn) => {
        const [block] = drawn.blocks;
        if (block === undefined) return [];
        const { owner } = block;
        const className = classOf(block);
        const path = stripPath(drawn, crowded);
        return [{ key: `${className} ${owner}`, className, owner, path }];
      }),
  );
}

function joined(strips: readonly Strip[]): readonly Strip[] {
  const parts = new Map<string, { readonly strip: Strip; readonly paths: string[] }>();
  for (const strip of strips) {
    const part = parts.get(strip.key);
    if (part === undefined) parts.set(strip.key, { strip, paths: [strip.path] });
    else part.paths.push(strip.path);
  }
  return Array.from(parts.values(), ({ strip, paths }) => ({ ...strip, path: paths.join('') }));
}

/** What is where, as one path for each look. */
const MiniFaces = memo(function MiniFaces({
  host,
  overview,
}: {
  readonly host: readonly Lane[];
  readonly overview: Scale;
}) {
  const crowded = host.length > MANY;
  // The strip stays when one zooms, and most lanes stay in a drag.
  const last = useMemo(() => new KeptList<Lane, readonly Strip[]>(), []);
  const strips = last.of(host, [overview, crowded], (lane) => stripsOf(lane, overview, crowded));
  return (
    <g transform={TENTHS}>
      <Extent widthPx={10 * overview.widthPx} heightPx={10 * HEIGHT} />
      {joined(strips.flat()).map(({ key, className, owner, path }) => (
        <path key={key} className={className} style={ownerColour(owner)} d={path} />
      ))}
    </g>
  );
});

const MiniBreaks = memo(function MiniBreaks({
  overview,
  measure,
}: {
  readonly overview: Scale;
  readonly measure: Measure;
}) {
  return breaksOf(overview.axis).map((gap) => {
    const [x0, x1] = extentOf(overview, gap);
    const text = breakLabel(gap);
    return (
      <g key={`${gap.start}`}>
        <rect className={css['miniBreak']} x={x0} y={1} width={x1 - x0} height={HEIGHT - 2} />
        {measure(text, 'secondary') <= x1 - x0 - 8 && (
          <text className={css['miniText']} x={(x0 + x1) / 2} y={HEIGHT / 2 + 4} textAnchor="middle">
            {text}
          </text>
        )}
      </g>
    );
  });
});

type Hold = 'whole' | 'left' | 'right';

export interface MinimapProps {
  readonly host: readonly Lane[];
  readonly scale: Scale;
  readonly measure: Measure;
  readonly actions: MapActions;
}

/** px around the window's edges that take hold of them. */
const EDGE = 6;

export function Minimap({ host, scale, measure, actions }: MinimapProps) {
  const { axis, widthPx } = scale;
  const overview = useMemo(() => overviewScale(axis, widthPx), [axis, widthPx]);
  const held = useRef<{ hold: Hold; x: number; x0: number; x1: number } | null>(null);
  const first = addrOf(scale, 0);
  const last = addrOf(scale, widthPx);
  const [x0, x1] = [Math.max(pxOf(overview, first), 0), Math.min(pxOf(overview, last), widthPx)];

  const show = (from: number, to: number): void => {
    const range = between(addrOf(overview, Math.max(from, 0)), addrOf(overview, Math.min(to, widthPx)));
    actions.look(asStored(scale, framing(axis, range, widthPx, 0)));
  };
  const xOf = (event: React.PointerEvent): number =>
    (event.clientX - event.currentTarget.getBoundingClientRect().left) / zoomOf(event.currentTarget);

  const onPointerDown = (event: React.PointerEvent<SVGSVGElement>): void => {
    if (event.button !== 0) return;
    const x = xOf(event);
    const hold: Hold = Math.abs(x - x0) <= EDGE ? 'left' : Math.abs(x - x1) <= EDGE ? 'right' : 'whole';
    event.currentTarget.setPointerCapture(event.pointerId);
    const beside = hold === 'whole' && (x < x0 || x > x1);
    const shift = beside ? x - (x0 + x1) / 2 : 0;
    held.current = { hold, x, x0: x0 + shift, x1: x1 + shift };
    if (beside) show(x0 + shift, x1 + shift);
  };
  const onPointerMove = (event: React.PointerEvent<SVGSVGElement>): void => {
    if (held.current === null) return;
    const { hold, x, x0: from, x1: to } = held.current;
    const dx = xOf(event) - x;
    if (hold === 'whole') {
      const kept = Math.min(Math.max(dx, -from), widthPx - to);
      show(from + kept, to + kept);
    } else if (hold === 'left') show(Math.min(from + dx, to - 2), to);
    else show(from, Math.max(to + dx, from + 2));
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const step = widthPx / 10;
    const moves: Record<string, () => void> = {
      ArrowLeft: () => actions.look(asStored(scale, pannedBy(scale, step))),
      ArrowRight: () => actions.look(asStored(scale, pannedBy(scale, -step))),
      '+': () => actions.look(asStored(scale, zoomedAt(scale, widthPx / 2, 2))),
      '-': () => actions.look(asStored(scale, zoomedAt(scale, widthPx / 2, 0.5))),
      Home: () => actions.look(null),
    };
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    move();
  };
  const middle = Math.round(((x0 + x1) / 2 / widthPx) * 100);
  return (
    <svg
      className={css['minimap']}
      width={widthPx}
      height={HEIGHT + 2 * PAD}
      viewBox={`0 ${-PAD} ${widthPx} ${HEIGHT + 2 * PAD}`}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        held.current = null;
      }}
      onPointerCancel={() => {
        held.current = null;
      }}
      onDoubleClick={() => actions.look(null)}
    >
      <rect className={css['miniFrame']} x={0.5} y={0.5} width={widthPx - 1} height={HEIGHT - 1} rx={3} />
      <MiniFaces host={host} overview={overview} />
      <Extent y={-PAD} widthPx={widthPx} heightPx={HEIGHT + 2 * PAD} />
      <MiniBreaks overview={overview} measure={measure} />
      <rect
        className={css['brush']}
        x={x0 + 0.75}
        y={-1}
        width={Math.max(x1 - x0 - 1.5, 2)}
        height={HEIGHT + 2}
        rx={4}
        role="slider"
        tabIndex={0}
        aria-label={STRINGS.brush}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Number.isFinite(middle) ? middle : 0}
        aria-valuetext={`host physical ${groupedHex(first)} to ${groupedHex(last)}`}
        onKeyDown={onKeyDown}
      />
    </svg>
  );
}
