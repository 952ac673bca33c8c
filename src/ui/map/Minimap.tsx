// The whole address space in one strip, and the window of it that the map shows: drag the window, its edges, or press
// beside it.
import { memo, useMemo, useRef } from 'react';
import { type Axis, breakLabel, breaksOf } from '../../map/geometry/axis.ts';
import { boxPath, TENTHS } from '../../map/geometry/boxes.ts';
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
import type { Block, Lane } from '../../map/geometry/scene.ts';
import { groupedHex } from '../../model/addr.ts';
import { between } from '../../model/range.ts';
import type { MapActions } from './actions.ts';
import { ownerColour } from './BlockShape.tsx';
import css from './map.module.css';
import { STRINGS } from './strings.ts';
import { asStored } from './use-tools.ts';
import { zoomOf } from './zoom-of.ts';

const HEIGHT = 22;
/** More blocks of a lane than this are painted as one; of more lanes than this, each lane's. */
const MANY = 32;
/** Breaks are wide enough here for their label, when there are few. */
const WIDE_BREAK_PX = 128;

function overviewScale(axis: Axis, widthPx: number): Scale {
  const breaks = axis.segments.length - 1;
  const roomy = breaks > 0 && breaks * WIDE_BREAK_PX <= widthPx / 3;
  const wide = roomy ? { ...axis, breakPx: WIDE_BREAK_PX } : axis;
  return scaleOf(wide, fitViewport(wide, widthPx), widthPx);
}

const stripPath = (drawn: readonly Drawn[]): string =>
  drawn.map(({ x0, x1 }) => boxPath(x0, x1, 4, HEIGHT - 8)).join('');

/** One lane's share of the strip. Repaints with its lane only. */
const MiniLane = memo(function MiniLane({
  lane,
  overview,
  crowded,
}: {
  readonly lane: Lane;
  readonly overview: Scale;
  /** One of a great many lanes. */
  readonly crowded: boolean;
}) {
  const ram = lane.blocks.filter(({ kind }) => kind === 'ram');
  const rest = lane.blocks.filter(({ kind }) => kind !== 'ram');
  return (
    <g>
      {ram.map(({ key, range }) => {
        const [x0, x1] = extentOf(overview, range);
        const width = Math.max(x1 - x0, 1);
        return <rect key={key} className={css['miniRam']} x={x0} y={1} width={width} height={HEIGHT - 2} />;
      })}
      <MiniBlocks blocks={rest} overview={overview} most={crowded ? 1 : MANY} />
    </g>
  );
});

/** Blocks of one lane, and so of one owner. A great many are painted as one. */
function MiniBlocks({
  blocks,
  overview,
  most,
}: {
  readonly blocks: readonly Block[];
  readonly overview: Scale;
  /** More than this many are painted as one. */
  readonly most: number;
}) {
  const drawn = cull(blocks, overview);
  const [first] = blocks;
  if (first === undefined) return null;
  const className = first.kind === 'chunk' ? css['miniPicked'] : css['miniBlock'];
  if (drawn.length > most) {
    return (
      <path className={className} style={ownerColour(first.owner)} transform={TENTHS} d={stripPath(drawn)} />
    );
  }
  return drawn.map(({ blocks: [block], x0, x1 }) => (
    <rect
      key={block?.key}
      className={className}
      style={ownerColour(first.owner)}
      x={x0}
      y={4}
      width={x1 - x0}
      height={HEIGHT - 8}
      rx={Math.min(2, (x1 - x0) / 2)}
    />
  ));
}

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
      height={HEIGHT + 4}
      viewBox={`0 -2 ${widthPx} ${HEIGHT + 4}`}
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
      {host.map((lane) => (
        <MiniLane key={lane.key} lane={lane} overview={overview} crowded={host.length > MANY} />
      ))}
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
