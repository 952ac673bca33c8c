// Who simulates what need not be known at once. A step of a drag is shown when its answer is there: what is on screen and
// the verdict about it are always of the same design. What another target would say may come later.
import { forRelease } from '../bindings/for-release.ts';
import type { Analysis } from '../engine/analysis.ts';
import type { Plan } from '../model/plan.ts';
import type { Target } from '../model/target.ts';
import type { Design, Painter, Simulate } from './state.ts';

/** A step of a drag: made when its turn comes, shown when the answer is at hand. */
export interface Step {
  /** Without a person's text that says it: enough where only the plan is looked at. */
  readonly sketch: () => Design;
  /** The sketch with its text: the same plan. */
  readonly inFull: (sketch: Design) => Design;
  /** `painted`: by who answered. */
  readonly show: (design: Design, painted: boolean) => void;
}

/** The same design for other targets: written as each wants it, or as it is `worded`. */
export interface Comparison {
  readonly plan: Plan;
  readonly targets: readonly Target[];
  readonly worded: boolean;
}

export type Compared = readonly (readonly [Target, Analysis])[];

export interface Ahead {
  /** Of steps that come before one's turn only the newest is made. */
  step(step: Step, target: Target): void;
  /** Shows the last step now, whatever is known of it. */
  hurry(): void;
  /** Shows no step that is still to come. */
  forget(): void;
  /** A step is still to come. */
  isBehind(): boolean;
  /** null where nobody but the page can paint. */
  readonly painter: Painter | null;
  /** `then` hears the answers for all targets; not after what comes back was called. */
  compare(comparison: Comparison, then: (answers: Compared) => void): () => void;
}

/** Everything at once, on the page's own thread; a step is simulated by who looks. */
export const atOnce = (simulate: Simulate): Ahead => ({
  step: ({ sketch, inFull, show }) => show(inFull(sketch()), false),
  hurry: () => {},
  forget: () => {},
  isBehind: () => false,
  painter: null,
  compare({ plan, targets, worded }, then) {
    then(targets.map((target) => [target, simulate(forRelease(plan, target.release, worded), target)]));
    return () => {};
  },
});
