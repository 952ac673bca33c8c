// Moving and resizing by keyboard: the same snap step as the pointer, the same exact results, the same kind of change.
//
// ← → move by one snap step, with Shift by 16, Page Up / Page Down by 256. With Alt the end moves instead of the
// whole, with Ctrl or Cmd what is in the way is pushed. A value off the grid first goes to the next multiple in the
// direction of travel.
import {
  type Addr,
  addr,
  alignDown,
  alignUp,
  type Bytes,
  distance,
  maxOf,
  PAGE,
  plus,
} from '../../model/addr.ts';
import { between, endOf, type Range } from '../../model/range.ts';
import { pushed, pushedTogether } from '../geometry/push.ts';
import type { Block, Lane } from '../geometry/scene.ts';
import { onlyOf } from '../geometry/snap.ts';
import { hullOf } from './moving.ts';
import { type Along, type Change, guideOf, movedPart, type ToolContext } from './tool.ts';

export interface Key {
  readonly key: string;
  readonly shift: boolean;
  readonly alt: boolean;
  /** Ctrl or Cmd. */
  readonly push: boolean;
}

const STEPS: Readonly<Record<string, bigint>> = {
  ArrowLeft: -1n,
  ArrowRight: 1n,
  PageUp: 256n,
  PageDown: -256n,
};

/** `at` moved by `count` steps of `grid`, never below 0. */
export function stepFrom(at: Addr, count: bigint, grid: Bytes): Addr {
  const onGrid = count > 0n ? alignDown(at, grid) : alignUp(at, grid);
  return maxOf(0n, onGrid + count * grid) as Addr;
}

/** How many steps of the grid a key goes; null when it goes none. */
export function stepsOf({ key, shift }: Key): bigint | null {
  const steps = STEPS[key];
  return steps === undefined ? null : shift && key.startsWith('Arrow') ? steps * 16n : steps;
}

/** Where a key takes a block; null when the key says nothing about it. */
export function nudged(block: Block, key: Key, grid: Bytes): Range | null {
  const count = stepsOf(key);
  if (count === null || block.grip === 'fixed') return null;
  const { start, size } = block.range;
  if (!key.alt) return { start: stepFrom(start, count, grid), size };
  if (block.grip !== 'resizes') return null;
  return between(start, maxOf(stepFrom(endOf(block.range), count, grid), plus(start, PAGE)));
}

/** Where a key takes one edge of a block, for the handles. */
export function nudgedEdge(block: Block, edge: 'start' | 'end', key: Key, grid: Bytes): Range | null {
  if (edge === 'end') return nudged(block, { ...key, alt: true }, grid);
  const count = stepsOf(key);
  if (count === null || block.grip !== 'resizes') return null;
  const end = endOf(block.range);
  const last = alignDown(maxOf(0n as Addr, (end - 1n) as Addr), PAGE);
  const start = stepFrom(block.range.start, count, grid);
  return between(start > last ? last : start, end);
}

export type Nudge = Exclude<Change, { kind: 'create' }>;

/** What has the focus: a block with what is selected along with it, or one of its edges. */
export interface Focus {
  readonly block: Block;
  readonly lane: Lane;
  readonly edge: 'start' | 'end' | null;
  readonly along: Along;
}

/** The change a key asks for; null when it asks for none. */
export function nudge(
  { block, lane, edge, along }: Focus,
  key: Key,
  { grid, around, targets }: Pick<ToolContext, 'grid' | 'around' | 'targets'>,
): Nudge | null {
  const wish = edge === null ? nudged(block, key, grid) : nudgedEdge(block, edge, key, grid);
  if (wish === null) return null;
  const change = { block, lane, along: [], stays: [], aside: [], stop: null };
  if (edge !== null || key.alt) {
    const { to, ...pushing } = key.push
      ? pushed(block.range, wish, around([block]))
      : { to: wish, aside: [], stop: null };
    const moving = edge ?? 'end';
    const at = moving === 'start' ? to.start : endOf(to);
    const guide = guideOf(at, to, { targets: onlyOf(targets([block]), moving), grid }, pushing.aside);
    return { ...change, ...pushing, kind: 'resize', range: to, guide };
  }
  const blocks = [block, ...along.moves];
  const all = [block.range, ...along.moves.map(({ range }) => range)] as const;
  const hull = hullOf([...all]);
  // None of them goes below address 0.
  const wanted = maxOf(distance(block.range.start, wish.start), distance(hull.start, addr(0n)));
  const { by, ...pushing } = key.push
    ? pushedTogether(all, wanted, around(blocks))
    : { by: wanted, aside: [], stop: null };
  const range = { start: plus(block.range.start, by), size: block.range.size };
  const rests = { start: plus(hull.start, by), size: hull.size };
  return {
    ...change,
    ...pushing,
    kind: 'move',
    range,
    along: along.moves,
    stays: along.stays,
    guide: guideOf(range.start, rests, { targets: targets(blocks), grid }, pushing.aside),
  };
}

/** Two nudges in a row as one: everything from where it was before the first; null when they move different things. */
export function continued(last: Nudge, next: Nudge): Nudge | null {
  const keys = ({ block, along }: Nudge): string => [block, ...along].map(({ key }) => key).join(' ');
  if (movedPart(last) !== movedPart(next) || keys(last) !== keys(next)) return null;
  const asides = new Map(last.aside.map((aside) => [aside.block.key, aside]));
  for (const { block, to } of next.aside)
    asides.set(block.key, { block: asides.get(block.key)?.block ?? block, to });
  return { ...next, block: last.block, along: last.along, aside: [...asides.values()] };
}
