// Who simulates what need not be known at once. A step of a drag is shown when its answer is there: what is on screen and
// the verdict about it are always of the same design. What another target would say may come later.
import { forRelease } from '../bindings/for-release.ts';
import type { Analysis } from '../engine/analysis.ts';
import type { Brief } from '../engine/brief.ts';
import type { Plan } from '../model/plan.ts';
import type { Target } from '../model/target.ts';
import type { DragStep } from '../workers/simulator.ts';
import type { Design, Painter, Simulate } from './state.ts';

/** A step of a drag: made when its turn comes, shown when the answer is at hand. */
export interface Step {
  /** null where it cannot be, and why is said. */
  readonly make: () => Design | null;
  /** null: of what came of it there is nothing to show. */
  readonly show: (design: Design | null) => void;
  /** For another thread to make and paint; null where only the page can make it. */
  readonly elsewhere: {
    /** Before the drag. */
    readonly base: Plan;
    readonly step: () => DragStep;
    readonly painted: (verdict: Brief) => void;
  } | null;
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
  /** Shows a step that was painted as the page shows it. */
  rest(target: Target): void;
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
  step: ({ make, show }) => show(make()),
  rest: () => {},
  hurry: () => {},
  forget: () => {},
  isBehind: () => false,
  painter: null,
  compare({ plan, targets, worded }, then) {
    then(targets.map((target) => [target, simulate(forRelease(plan, target.release, worded), target)]));
    return () => {};
  },
});
