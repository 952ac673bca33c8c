// The pages at a moment, painted over the lanes: a path for each owner and look, words where they fit, and the page whose
// history is told. A click anywhere in RAM chooses that page; blocks are still dragged as ever.
import { useEffect, useMemo, useRef } from 'react';
import { statesAt } from '../../engine/pages/index.ts';
import { boxPath, TENTHS } from '../../map/geometry/boxes.ts';
import { clampPx } from '../../map/geometry/cull.ts';
import type { Measure } from '../../map/geometry/labels.ts';
import { type Rows, rowAt, type Row } from '../../map/geometry/rows.ts';
import { addrOf, extentOf, pxOf, type Scale } from '../../map/geometry/scale.ts';
import type { Lane, Owner } from '../../map/geometry/scene.ts';
import type { Addr } from '../../model/addr.ts';
import type { Plan } from '../../model/plan.ts';
import type { Target } from '../../model/target.ts';
import type { Moment } from '../../store/state.ts';
import { ownerColour } from '../map/BlockShape.tsx';
import { zoomOf } from '../map/zoom-of.ts';
import { STAGE_PAD } from '../map/use-tools.ts';
import { useMemmap, useVerbs } from '../use-memmap.ts';
import { guestAddress, hostAddress, pictureOf, type Shown } from './page-picture.ts';
import { choosePage, pageOf } from './page-of.ts';
import type { Look } from './place-words.ts';
import styles from './pages-map.module.css';
import { indexIn, timelineOf } from './timeline-of.ts';

interface PagesLayerProps {
  readonly plan: Plan;
  readonly target: Target;
  readonly moment: Moment;
  readonly rows: Rows;
  readonly scale: Scale;
  readonly scaleOfLane: (lane: Lane) => Scale;
  readonly measure: Measure;
}

/** What is drawn alike. */
interface Group {
  readonly owner: Owner;
  readonly look: Look;
  readonly place: Shown['place'];
  path: string;
}

interface Word {
  readonly key: string;
  readonly look: Look;
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

/** px: a single page of a domain is as wide as this. */
const LEAST_PX = 1.5;
/** px of air on both sides of a word. */
const AIR = 12;

function drawn(
  shown: readonly Shown[],
  rows: ReadonlyMap<string, Row>,
  { scaleOfLane, measure }: Pick<PagesLayerProps, 'scaleOfLane' | 'measure'>,
): { readonly groups: readonly Group[]; readonly words: readonly Word[] } {
  const groups = new Map<string, Group>();
  const words: Word[] = [];
  for (const { lane, range, owner, look, place, word } of shown) {
    const row = rows.get(lane);
    if (row === undefined) continue;
    const scale = scaleOfLane(row.lane);
    const [from, to] = extentOf(scale, range);
    if (to < 0 || from > scale.widthPx) continue;
    const [x0, x1] = [clampPx(scale, from), clampPx(scale, Math.max(to, from + LEAST_PX))];
    const key = `${owner} ${look} ${place}`;
    const group = groups.get(key) ?? { owner, look, place, path: '' };
    group.path += boxPath(x0, x1, row.y + row.inset, row.height);
    groups.set(key, group);
    if (measure(word, 'secondary') + AIR <= x1 - x0)
      words.push({
        key: `${lane} ${range.start}`,
        look,
        text: word,
        x: (x0 + x1) / 2,
        y: row.y + row.inset + row.height / 2 + 4,
      });
  }
  return { groups: [...groups.values()], words };
}

export function PagesLayer({ plan, target, moment, rows, scale, scaleOfLane, measure }: PagesLayerProps) {
  const layer = useRef<SVGGElement>(null);
  const memmap = useVerbs();
  const page = useMemmap(pageOf);
  const timeline = timelineOf(plan, target, moment.actions);
  const index = indexIn(timeline, moment.index);
  const byKey = useMemo(() => new Map(rows.rows.map((row) => [row.lane.key, row])), [rows]);
  const shown = useMemo(
    () =>
      pictureOf(
        plan,
        timeline,
        index,
        statesAt(timeline, index),
        rows.rows.map(({ lane }) => lane),
      ),
    [plan, timeline, index, rows],
  );
  const { groups, words } = drawn(shown, byKey, { scaleOfLane, measure });

  useEffect(() => {
    const stage = layer.current?.ownerSVGElement ?? null;
    if (stage === null) return undefined;
    const choose = (event: MouseEvent): void => {
      const box = stage.getBoundingClientRect();
      const zoom = zoomOf(stage);
      const lane = rowAt(rows, (event.clientY - box.top) / zoom)?.lane;
      if (lane === undefined) return;
      const at = addrOf(scaleOfLane(lane), (event.clientX - box.left) / zoom - STAGE_PAD);
      const host = hostAddress(lane, at);
      if (host !== null) choosePage(memmap, timeline, host);
    };
    stage.addEventListener('click', choose);
    return () => stage.removeEventListener('click', choose);
  }, [memmap, rows, scaleOfLane, timeline]);

  return (
    <g ref={layer} aria-hidden data-step={index}>
      <PagePatterns />
      {groups.map(({ owner, look, place, path }) => (
        <g
          key={`${owner} ${look} ${place}`}
          className={styles['pages']}
          data-look={look}
          data-place={place}
          style={ownerColour(owner)}
        >
          <path className={styles['face']} transform={TENTHS} d={path} />
          {look !== 'used' && look !== 'free' && (
            <path className={styles['texture']} transform={TENTHS} d={path} />
          )}
        </g>
      ))}
      {words.map(({ key, look, text, x, y }) => (
        <text key={key} className={styles['word']} data-look={look} x={x} y={y} textAnchor="middle">
          {text}
        </text>
      ))}
      {page !== null && <PageMark page={page} rows={rows} scale={scale} scaleOfLane={scaleOfLane} />}
    </g>
  );
}

/** Textures of their own, as the look of a page must be told without its colour. In tenths of a px, as the paths are. */
const PagePatterns = () => (
  <defs>
    <pattern id="pages-striped" width="60" height="60" patternUnits="userSpaceOnUse">
      <rect className={styles['ink']} width="14" height="60" />
    </pattern>
    <pattern
      id="pages-hatched"
      width="70"
      height="70"
      patternUnits="userSpaceOnUse"
      patternTransform="rotate(45)"
    >
      <rect className={styles['ink']} width="28" height="70" />
    </pattern>
    <pattern id="pages-dotted" width="70" height="70" patternUnits="userSpaceOnUse">
      <circle className={styles['dot']} cx="35" cy="35" r="14" />
    </pattern>
  </defs>
);

interface PageMarkProps extends Pick<PagesLayerProps, 'rows' | 'scale' | 'scaleOfLane'> {
  readonly page: Addr;
}

/** A line through the hardware lane, and where guests find the page. */
function PageMark({ page, rows, scale, scaleOfLane }: PageMarkProps) {
  const marks = rows.rows.flatMap((row) => {
    const { lane } = row;
    if (lane.space === 'host' && lane.key !== 'hardware') return [];
    const at = lane.space === 'host' ? page : guestAddress(lane, page);
    if (at === null) return [];
    const own = lane.space === 'host' ? scale : scaleOfLane(lane);
    const x = Math.round(pxOf(own, at) * 10) / 10;
    return x < 0 || x > own.widthPx ? [] : [`M${x} ${row.y + 1}v${row.pitch - 2}m-4 0h8`];
  });
  return <path className={styles['chosen']} data-page={page} d={marks.join('')} />;
}
