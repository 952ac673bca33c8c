// Dragging one edge of a block: the other one stays where it is, and at least a page is left.
import { type Addr, maxOf, minOf, PAGE, plus } from '../../model/addr.ts';
import { between, endOf } from '../../model/range.ts';
import { pushed } from '../geometry/push.ts';
import { addrOf } from '../geometry/scale.ts';
import { onlyOf, outOfBreak, rulesFor, snapEdge } from '../geometry/snap.ts';
import { type Change, guideOf, type ToolContext, type ToolState } from './tool.ts';

export type Resizing = Extract<ToolState, { type: 'resizing' }>;

/** An edge is of one block alone. */
const NOTHING: readonly never[] = [];

export function resized(state: Resizing, { scale, grid, targets, around }: ToolContext): Change {
  const { block, lane, edge } = state;
  const rules = rulesFor(grid, targets([block]), scale, state.held.free);
  const wanted = outOfBreak(scale, addrOf(scale, state.at.x - state.grabPx), 0n);
  const caught = snapEdge(wanted, edge, rules);
  const { start } = block.range;
  const end = endOf(block.range);
  const least = minOf(PAGE, block.range.size as typeof PAGE);
  const wish =
    edge === 'start'
      ? between(minOf(caught, (end - least) as Addr), end)
      : between(start, maxOf(caught, plus(start, least)));
  const { to, aside, stop } = state.held.push
    ? pushed(block.range, wish, around([block]))
    : { to: wish, aside: NOTHING, stop: null };
  const at = edge === 'start' ? to.start : endOf(to);
  const guide = guideOf(at, to, { ...rules, targets: onlyOf(rules.targets, edge) }, aside);
  return { kind: 'resize', block, lane, range: to, along: NOTHING, stays: NOTHING, aside, stop, guide };
}
