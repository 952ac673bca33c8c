// The simulator for somebody in another thread: it keeps the plan it was sent last and its answers, is sent what makes the
// next plan of the one, and sends what makes the next answer of an earlier one.
import { forRelease } from '../bindings/for-release.ts';
import { analyse } from '../engine/index.ts';
import { type Delta, patched } from '../model/delta.ts';
import type { Plan } from '../model/plan.ts';
import type { Target } from '../model/target.ts';
import { Answers, type Told } from './answers.ts';

export interface SimulateQuestion {
  /** From the plan of the last question; from null at first. */
  readonly plan: Delta;
  readonly target: Target;
  /** As it is, also for a release that would have it written otherwise. */
  readonly worded: boolean;
  /** Whoever asks has the answer already: only to be remembered. */
  readonly isKnown: boolean;
}

/** null where it was known. */
export type SimulateAnswer = Told | null;

export function createSimulator(): (question: SimulateQuestion) => SimulateAnswer {
  const answers = new Answers();
  let plan: unknown = null;
  return (question) => {
    const { target, worded, isKnown } = question;
    plan = patched(plan, question.plan);
    const analysis = analyse(forRelease(plan as Plan, target.release, worded), target);
    const told = isKnown ? null : answers.told(target, analysis);
    answers.keep(target, analysis);
    return told;
  };
}
