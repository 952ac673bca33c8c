// The simulator for somebody in another thread: it keeps the plan it was sent last and its answers, is sent what makes the
// next plan of the one, and sends what makes the next answer of an earlier one. A step of a drag it makes of that plan itself.
import { forRelease } from '../bindings/for-release.ts';
import { settle } from '../bindings/settle.ts';
import type { Brief } from '../engine/brief.ts';
import { analyse, type Analysis } from '../engine/index.ts';
import type { Hand } from '../map/picture/hand.ts';
import { type Edit, edited } from '../map/tools/editing.ts';
import { type Delta, patched } from '../model/delta.ts';
import type { Plan } from '../model/plan.ts';
import type { Target } from '../model/target.ts';
import { Answers, type Told } from './answers.ts';

interface About {
  /** From the plan of the last question; from null at first. */
  readonly plan: Delta;
  readonly target: Target;
}

export interface PlanQuestion extends About {
  readonly kind: 'plan';
  /** As it is, also for a release that would have it written otherwise. */
  readonly worded: boolean;
  /** Whoever asks has the answer already: only to be remembered. */
  readonly isKnown: boolean;
  /** Of the design on screen, for its own target, with what follows the hand; null: of another. */
  readonly onScreen: { readonly hand: Hand | null } | null;
}

/** What a thread is told of a step of a drag, from the design as it was before. */
export interface DragStep {
  readonly edit: Edit;
  readonly hand: Hand;
}

/** To be made of the plan, and painted. */
export interface StepQuestion extends About {
  readonly kind: 'step';
  readonly step: DragStep;
}

export type SimulateQuestion = PlanQuestion | StepQuestion;

export type SimulateAnswer =
  /** null where it was known. */
  | { readonly kind: 'plan'; readonly told: Told | null }
  /** null where it could not be made, or not be painted. */
  | { readonly kind: 'step'; readonly painted: Brief | null };

/** A plan with what is said of it. */
export interface Simulated {
  readonly plan: Plan;
  readonly analysis: Analysis;
}

const simulated = (plan: Plan, target: Target, worded: boolean): Simulated => ({
  plan,
  analysis: analyse(forRelease(plan, target.release, worded), target),
});

export class Simulator {
  readonly #answers = new Answers();
  #plan: unknown = null;
  #last: Simulated | null = null;

  #take(change: Delta): Plan {
    this.#plan = patched(this.#plan, change);
    return this.#plan as Plan;
  }

  /** null where it was known. */
  answer({ plan, target, worded, isKnown }: PlanQuestion): Told | null {
    this.#last = simulated(this.#take(plan), target, worded);
    const { analysis } = this.#last;
    const told = isKnown ? null : this.#answers.told(target, analysis);
    this.#answers.keep(target, analysis);
    return told;
  }

  /** What comes of a step; null where that cannot be written into a device tree. */
  draft({ plan: change, target, step: { edit } }: StepQuestion): Simulated | null {
    const base = this.#take(change);
    const plan = settle(
      edited(base, edit, () => simulated(base, target, true).analysis.domains),
      target.release,
    );
    return plan.ok ? simulated(plan.value, target, true) : null;
  }

  /** What was asked about last. */
  get last(): Simulated | null {
    return this.#last;
  }
}
