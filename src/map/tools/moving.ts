// Dragging a block's body: its size stays, its start follows the pointer. What moves along keeps its distance, and all
// of them snap as one: by the lowest edge and the highest.
import { type Addr, type Bytes, distance, maxOf, minOf, plus } from '../../model/addr.ts';
import { between, endOf, type Range } from '../../model/range.ts';
import { pushedTogether } from '../geometry/push.ts';
import { addrOf, pxPer } from '../geometry/scale.ts';
import { outOfBreak, rulesFor, snapMove } from '../geometry/snap.ts';
import { type Change, guideOf, type ToolContext, type ToolState } from './tool.ts';

export type Moving = Extract<ToolState, { type: 'moving' }>;

/** From the lowest of their addresses to the highest. */
export const hullOf = (ranges: readonly [Range, ...Range[]]): Range =>
  between(
    ranges.reduce((low, { start }) => minOf(low, start), ranges[0].start),
    ranges.reduce((high, range) => maxOf(high, endOf(range)), endOf(ranges[0])),
  );

export function moved(state: Moving, { scale, grid, targets, around }: ToolContext): Change {
  const { block, lane, along } = state;
  const all = [block, ...along.moves] as const;
  const hull = hullOf([block.range, ...along.moves.map(({ range }) => range)]);
  const { start, size } = block.range;
  const left = state.at.x - pxPer(state.grab, scale.viewport.bytesPerPx);
  const wanted = outOfBreak(scale, addrOf(scale, left), size);
  const rules = rulesFor(grid, targets(all), scale, state.held.free);
  // The lowest of them stops at address 0, and the others with it.
  const lowest = maxOf(0n, wanted - distance(hull.start, start)) as Addr;
  const caught = snapMove(lowest, hull.size as Bytes, rules);
  const wish = distance(hull.start, caught.start);
  const { by, aside, stop } = state.held.push
    ? pushedTogether(
        all.map(({ range }) => range),
        wish,
        around(all),
      )
    : { by: wish, aside: [], stop: null };
  const rests = { start: plus(hull.start, by), size: hull.size };
  return {
    kind: 'move',
    block,
    lane,
    range: { start: plus(start, by), size },
    along: along.moves,
    stays: along.stays,
    aside,
    stop,
    guide: guideOf(caught.edge === 'end' ? endOf(rests) : rests.start, rests, rules, aside),
  };
}
