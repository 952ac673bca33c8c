// The simulator for somebody in another thread: it keeps the plan it was sent last and its answers, is sent what makes the
// next plan of the one, and sends what makes the next answer of an earlier one.
import { forRelease } from '../bindings/for-release.ts';
import { analyse, type Analysis } from '../engine/index.ts';
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
  /** Of the design on screen, for its own target. */
  readonly onScreen: boolean;
  /** A step of a drag, whose picture the thread is to paint too. */
  readonly paints: boolean;
}

export interface SimulateAnswer {
  /** null where it was known. */
  readonly told: Told | null;
  /** The picture is on the sheet. */
  readonly painted: boolean;
}

/** What was simulated last. */
export interface Simulated {
  readonly plan: Plan;
  readonly analysis: Analysis;
}

export class Simulator {
  readonly #answers = new Answers();
  #plan: unknown = null;
  #last: Simulated | null = null;

  /** null where it was known. */
  answer(question: SimulateQuestion): Told | null {
    const { target, worded, isKnown } = question;
    this.#plan = patched(this.#plan, question.plan);
    const plan = this.#plan as Plan;
    const analysis = analyse(forRelease(plan, target.release, worded), target);
    const told = isKnown ? null : this.#answers.told(target, analysis);
    this.#answers.keep(target, analysis);
    this.#last = { plan, analysis };
    return told;
  }

  get last(): Simulated | null {
    return this.#last;
  }
}
