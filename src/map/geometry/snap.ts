// Where a dragged edge comes to rest: on an edge of something else when one is near, else on the grid.
import {
  type Addr,
  addr,
  alignDown,
  alignUp,
  type Bytes,
  compare,
  maxOf,
  PAGE,
  plus,
} from '../../model/addr.ts';
import { endOf, type Range } from '../../model/range.ts';
import { breaksOf } from './axis.ts';
import { bytesPer, pxOf, pxPer, type Scale } from './scale.ts';
import type { Scene } from './scene.ts';

/** Something an edge can be caught by. */
export interface Target {
  readonly at: Addr;
  /** `end of domU2 bank 0`. */
  readonly label: string;
  /** Key of the block whose edge it is. */
  readonly of: string;
}

/** Which edge of a dragged range. */
export type Edge = 'start' | 'end';

/** What each edge of a dragged range can be caught by, sorted by address. */
export type Targets = Readonly<Record<Edge, readonly Target[]>>;

export const NO_TARGETS: Targets = { start: [], end: [] };

/** The targets of one edge alone. */
export const onlyOf = (targets: Targets, edge: Edge): Targets => ({ ...NO_TARGETS, [edge]: targets[edge] });

export interface SnapRules {
  /** Bytes. */
  readonly grid: Bytes;
  readonly targets: Targets;
  /** How far an edge is pulled, in bytes at the zoom of the moment. */
  readonly reach: Bytes;
}

/** An edge this near to another, in px, is caught by it. */
const REACH_PX = 6;

/**
 * The edges of every block of the host lanes but those of `except`, to the whole page outside, each for the edge
 * that may rest there: a range begins where another ends and ends where another begins, but it shares its edges with
 * the RAM bank around it. So nothing is pulled into what it would overlap. What Xen would pick for dom0 moves away by
 * itself and catches nothing.
 */
export function targetsOf(scene: Scene, except: ReadonlySet<string>): Targets {
  const targets: Record<Edge, Target[]> = { start: [], end: [] };
  for (const { key, kind, name, range } of scene.host.flatMap((lane) => lane.blocks)) {
    if (except.has(key) || kind === 'chunk' || kind === 'mmio') continue;
    const around = kind === 'ram';
    const first = { at: alignDown(range.start, PAGE), label: `start of ${name}`, of: key };
    const last = { at: alignUp(endOf(range), PAGE), label: `end of ${name}`, of: key };
    targets[around ? 'start' : 'end'].push(first);
    targets[around ? 'end' : 'start'].push(last);
  }
  const sorted = (list: readonly Target[]) => list.toSorted((a, b) => compare(a.at, b.at));
  return { start: sorted(targets.start), end: sorted(targets.end) };
}

/** A grid finer than this many px cannot be aimed at: the pointer moves in whole pixels. */
const AIM_PX = 2;

/** The chosen grid, or the power of two the pointer can aim at, at this zoom, whichever is coarser. */
export function reachableGrid(grid: Bytes, bytesPerPx: number): Bytes {
  let step = grid as bigint;
  while (pxPer(step, bytesPerPx) < AIM_PX) step *= 2n;
  return step as Bytes;
}

/** The rules of a drag. `suspended`: whole pages only, nothing pulls. */
export const rulesFor = (grid: Bytes, targets: Targets, scale: Scale, suspended: boolean): SnapRules =>
  suspended
    ? { grid: PAGE, targets: NO_TARGETS, reach: 0n as Bytes }
    : {
        grid: reachableGrid(grid, scale.viewport.bytesPerPx),
        targets,
        reach: bytesPer(REACH_PX, scale.viewport.bytesPerPx),
      };

const away = (a: Addr, b: Addr): bigint => (a > b ? a - b : b - a);

/** Index of the first target that is not below `at`. */
function firstFrom(targets: readonly Target[], at: Addr): number {
  let low = 0;
  let high = targets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((targets[middle]?.at ?? at) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What catches an edge at `at`: the nearest target within reach; of two equally near, the lower one. */
export function nearestTarget(at: Addr, edge: Edge, rules: SnapRules): Target | null {
  const targets = rules.targets[edge];
  const index = firstFrom(targets, at);
  const near = [targets[index - 1], targets[index]].filter(
    (target) => target !== undefined && away(target.at, at) <= rules.reach,
  );
  return near.reduce<Target | null>(
    (best, target) =>
      target !== undefined && (best === null || away(target.at, at) < away(best.at, at)) ? target : best,
    null,
  );
}

function metAt(at: Addr, targets: readonly Target[]): readonly Target[] {
  const from = firstFrom(targets, at);
  let to = from;
  while (targets[to]?.at === at) to += 1;
  return targets.slice(from, to);
}

/** Everything the edges of a range rest on, whatever caught it: a start and an end may each meet several things. */
export const metBy = (range: Range, targets: Targets): readonly Target[] => [
  ...metAt(range.start, targets.start),
  ...metAt(endOf(range), targets.end),
];

/** The multiple of `grid` nearest to `at`. */
export const toGrid = (at: Addr, grid: Bytes): Addr => alignDown(addr(at + grid / 2n), grid);

/** Where a single edge comes to rest. */
export const snapEdge = (at: Addr, edge: Edge, rules: SnapRules): Addr =>
  nearestTarget(at, edge, rules)?.at ?? toGrid(at, rules.grid);

export interface Moved {
  readonly start: Addr;
  /** The edge that was caught; the start where none was. */
  readonly edge: Edge;
}

/** A range of fixed size wanted at `start`: whichever of its edges is nearer to something is caught, else its start goes on the grid. */
export function snapMove(start: Addr, size: Bytes, rules: SnapRules): Moved {
  const end = plus(start, size);
  const atStart = nearestTarget(start, 'start', rules);
  const reachable = nearestTarget(end, 'end', rules);
  const atEnd = reachable !== null && reachable.at >= size ? reachable : null;
  const endWins = atEnd !== null && (atStart === null || away(atEnd.at, end) < away(atStart.at, start));
  if (endWins) return { start: addr(atEnd.at - size), edge: 'end' };
  return { start: atStart?.at ?? toGrid(start, rules.grid), edge: 'start' };
}

/**
 * A break stands for addresses where there is nothing, so nothing is put there by hand: a start dragged into one
 * goes to the nearer side, right behind what is before the break or at the start of what comes after.
 */
export function outOfBreak(scale: Scale, start: Addr, size: bigint): Addr {
  const gap = breaksOf(scale.axis).find((b) => start >= b.start && start < endOf(b));
  if (gap === undefined) return start;
  const middle = (pxOf(scale, gap.start) + pxOf(scale, endOf(gap))) / 2;
  return pxOf(scale, start) < middle ? addr(maxOf(0n, gap.start - size)) : endOf(gap);
}
