// Dragging a block's body: its size stays, its start follows the pointer and snaps.
import { addr, type Bytes } from '../../model/addr.ts';
import { addrOf, pxPer } from '../geometry/scale.ts';
import { outOfBreak, rulesFor, snapMove } from '../geometry/snap.ts';
import type { Change, ToolContext, ToolState } from './tool.ts';

export type Moving = Extract<ToolState, { type: 'moving' }>;

export function moved(state: Moving, { scale, grid, targets }: ToolContext): Change {
  const { block, lane } = state;
  const size = block.range.size as Bytes;
  const held = state.at.x - pxPer(state.grab, scale.viewport.bytesPerPx);
  const wanted = outOfBreak(scale, addrOf(scale, held), size);
  const rules = rulesFor(grid, targets(block), scale, state.free);
  const { start, by, edge } = snapMove(wanted, size, rules);
  return {
    kind: 'move',
    block,
    lane,
    range: { start: addr(start), size },
    guide: { at: edge, by: by?.label ?? null, grid: rules.grid },
  };
}
