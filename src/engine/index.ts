// analyse(): one boot of real Xen, replayed, and everything anybody wants to know about it.
import type { Plan } from '../model/plan.ts';
import type { Target } from '../model/target.ts';
import { advise } from './advice/advise.ts';
import type { Analysis } from './analysis.ts';
import { replay } from './boot/replay.ts';

export type * from './analysis.ts';
export { ENDINGS, isEnding, SEVERITIES } from './analysis.ts';

/**
 * Replays what Xen of the target would do with the plan's tree, in Xen's order, and adds our advice. Never throws: a
 * layout that Xen refuses is an answer like any other. The domains are always all there, as they would be.
 */
export function analyse(plan: Plan, target: Target): Analysis {
  const replayed = replay(plan, target);
  const advice = advise(replayed);
  const { analysis } = replayed;
  return advice.length === 0 ? analysis : { ...analysis, findings: [...analysis.findings, ...advice] };
}
