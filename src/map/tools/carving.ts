// Drawing in a lane's free space: a new range between where the pointer went down and where it is.
import { maxOf, minOf } from '../../model/addr.ts';
import { between, isEmpty } from '../../model/range.ts';
import { addrOf } from '../geometry/scale.ts';
import { outOfBreak, rulesFor, snapEdge } from '../geometry/snap.ts';
import { type Change, guideOf, type ToolContext, type ToolState } from './tool.ts';

export type Carving = Extract<ToolState, { type: 'carving' }>;

/** null while both ends are caught by the same edge: there is nothing yet. */
export function carved(state: Carving, { scale, grid, targets }: ToolContext): Change | null {
  const rules = rulesFor(grid, targets([]), scale, state.held.free);
  const anchor = outOfBreak(scale, state.anchor, 0n);
  const pointer = outOfBreak(scale, addrOf(scale, state.at.x), 0n);
  const upwards = pointer >= anchor;
  const from = snapEdge(anchor, upwards ? 'start' : 'end', rules);
  const to = snapEdge(pointer, upwards ? 'end' : 'start', rules);
  const range = between(minOf(from, to), maxOf(from, to));
  if (isEmpty(range)) return null;
  const { lane, draws } = state;
  return { kind: 'create', lane, draws, range, guide: guideOf(to, range, rules) };
}
