// Where the keyboard goes from one drawn block to the next: along a lane, and from lane to lane to whatever is nearest.
// Told by arithmetic alone, so that a block need not be an element before the focus reaches it.
import { type Addr, compare } from '../../model/addr.ts';
import type { Drawn } from './cull.ts';
import type { Lane } from './scene.ts';

/** A place the keyboard can be: the first block of what is drawn there. */
export interface Stop {
  readonly lane: string;
  readonly block: string;
}

/** The lanes from top to bottom, and what is drawn of each, in the order of painting. */
export interface Route {
  readonly lanes: readonly Lane[];
  readonly drawnOf: (lane: Lane) => readonly Drawn[];
}

const keyOf = (drawn: Drawn): string => drawn.blocks[0]?.key ?? '';
const centre = ({ x0, x1 }: Drawn): number => (x0 + x1) / 2;
const stopAt = (lane: Lane | undefined, drawn: Drawn | undefined): Stop | null =>
  lane === undefined || drawn === undefined ? null : { lane: lane.key, block: keyOf(drawn) };

interface Here {
  readonly row: number;
  readonly inLane: readonly Drawn[];
  readonly index: number;
}

function locate({ lanes, drawnOf }: Route, from: Stop): Here | null {
  const row = lanes.findIndex(({ key }) => key === from.lane);
  const lane = lanes[row];
  const inLane = lane === undefined ? [] : drawnOf(lane);
  const index = inLane.findIndex((drawn) => keyOf(drawn) === from.block);
  return index === -1 ? null : { row, inLane, index };
}

/** The lanes below `row` (`by` 1) or above it (-1), the nearest first. */
const lanesFrom = ({ lanes }: Route, row: number, by: 1 | -1): readonly Lane[] =>
  by === 1 ? lanes.slice(row + 1) : lanes.slice(0, row).toReversed();

/** One further, past the end of the lane too. */
function along(route: Route, here: Here, by: 1 | -1, stays: (drawn: Drawn) => boolean): Stop | null {
  const { row, inLane, index } = here;
  const rest = by === 1 ? inLane.slice(index + 1) : inLane.slice(0, index).toReversed();
  const near = stopAt(route.lanes[row], rest.find(stays));
  if (near !== null) return near;
  for (const lane of lanesFrom(route, row, by)) {
    const drawn = route.drawnOf(lane);
    const next = stopAt(lane, by === 1 ? drawn.find(stays) : drawn.findLast(stays));
    if (next !== null) return next;
  }
  return null;
}

/** What is nearest in the next lane that shows anything. */
function across(route: Route, { row, inLane, index }: Here, by: 1 | -1): Stop | null {
  const from = inLane[index];
  const next = lanesFrom(route, row, by).find((lane) => route.drawnOf(lane).length > 0);
  if (from === undefined || next === undefined) return null;
  const away = (drawn: Drawn): number => Math.abs(centre(drawn) - centre(from));
  const [nearest] = route.drawnOf(next).toSorted((a, b) => away(a) - away(b));
  return stopAt(next, nearest);
}

const anything = (): boolean => true;

/** Where a key leads to from `from`; null when it does not travel or there is nothing further. */
export function neighbour(route: Route, from: Stop, key: string): Stop | null {
  const here = locate(route, from);
  if (here === null) return null;
  const lane = route.lanes[here.row];
  switch (key) {
    case '.':
      return along(route, here, 1, anything);
    case ',':
      return along(route, here, -1, anything);
    case 'Home':
      return stopAt(lane, here.inLane[0]);
    case 'End':
      return stopAt(lane, here.inLane.at(-1));
    case 'ArrowDown':
      return across(route, here, 1);
    case 'ArrowUp':
      return across(route, here, -1);
    default:
      return null;
  }
}

/** What takes the focus when `from` goes away together with the blocks of these keys: the nearest after it, else before. */
export function survivor(route: Route, from: Stop, gone: ReadonlySet<string>): Stop | null {
  const here = locate(route, from);
  if (here === null) return null;
  const stays = (drawn: Drawn): boolean => !gone.has(keyOf(drawn));
  return along(route, here, 1, stays) ?? along(route, here, -1, stays);
}

const apart = (a: Addr, b: Addr): bigint => (a > b ? a - b : b - a);

/** From an address to the nearest start of anything drawn there. */
const reach = ({ blocks }: Drawn, at: Addr): bigint =>
  blocks.map(({ range }) => apart(range.start, at)).reduce((least, by) => (by < least ? by : least));

/**
 * What takes the focus when `from`, of the lanes as they were `before`, is drawn no longer: the nearest of its lane, else of
 * the lanes below it, else above.
 */
export function heir(before: readonly Lane[], route: Route, from: Stop): Stop | null {
  const row = before.findIndex(({ key }) => key === from.lane);
  const at = before[row]?.blocks.find(({ key }) => key === from.block)?.range.start ?? null;
  const keys = [...before.slice(Math.max(row, 0)), ...before.slice(0, Math.max(row, 0)).toReversed()];
  for (const { key } of keys) {
    const lane = route.lanes.find((one) => one.key === key);
    if (lane === undefined) continue;
    const drawn = route.drawnOf(lane);
    const [nearest] = at === null ? drawn : drawn.toSorted((a, b) => compare(reach(a, at), reach(b, at)));
    if (nearest !== undefined) return stopAt(lane, nearest);
  }
  return null;
}
