// Facts → Plan: the plan of a board known only by its facts, with Xen's console stated on its command line.
import type { Board, HostFacts } from '../model/board.ts';
import type { Load, Plan } from '../model/plan.ts';
import { treeOfFacts } from './facts-tree.ts';
import { planOf } from './plan.ts';
import { suggestedXenBootargs, withXenBootargs } from './xen-bootargs.ts';

/** An empty plan on a bundled board. The tree is made from the facts, so stating the console hides nothing of its owner's. */
export function planOfFacts(facts: HostFacts, board: Board, load?: Load): Plan {
  const tree = treeOfFacts(facts);
  const line = suggestedXenBootargs(facts);
  return planOf(line === null ? tree : withXenBootargs(tree, line), board, load);
}
