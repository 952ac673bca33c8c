// Dragging a block's body: its size stays, its start follows the pointer and snaps; what moves along keeps its distance.
import { addr, type Bytes, maxOf, minOf } from '../../model/addr.ts';
import { pushed } from '../geometry/push.ts';
import { addrOf, pxPer } from '../geometry/scale.ts';
import { outOfBreak, rulesFor, snapMove } from '../geometry/snap.ts';
import type { Change, ToolContext, ToolState } from './tool.ts';

export type Moving = Extract<ToolState, { type: 'moving' }>;

const NOTHING: readonly never[] = [];

export function moved(state: Moving, { scale, grid, targets, around }: ToolContext): Change {
  const { block, lane, along } = state;
  const size = block.range.size as Bytes;
  const left = state.at.x - pxPer(state.grab, scale.viewport.bytesPerPx);
  const wanted = outOfBreak(scale, addrOf(scale, left), size);
  const rules = rulesFor(grid, targets([block, ...along]), scale, state.held.free);
  const { start, by, edge } = snapMove(wanted, size, rules);
  // The lowest of them stops at address 0, and the others with it.
  const lowest = along.reduce((low, { range }) => minOf(low, range.start), block.range.start);
  const least = addr(block.range.start - lowest);
  const wish = { start: maxOf(start, least), size };
  const { to, aside } =
    state.held.push && along.length === 0
      ? pushed(block.range, wish, around(block))
      : { to: wish, aside: NOTHING };
  const free = to.start === start;
  return {
    kind: 'move',
    block,
    lane,
    range: to,
    along,
    aside,
    guide: { at: free ? edge : to.start, by: free ? (by?.label ?? null) : null, grid: rules.grid },
  };
}
