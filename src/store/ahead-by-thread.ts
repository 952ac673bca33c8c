// What is asked ahead, answered by another thread: the page's own only draws.
import type { Analysis } from '../engine/analysis.ts';
import type { Plan } from '../model/plan.ts';
import type { Target } from '../model/target.ts';
import type { Ahead, Step } from './ahead.ts';
import { type Question, SimulatorThread } from './simulator-thread.ts';
import { simulatorWorker, type Track } from './simulator-worker.ts';
import type { Simulate } from './state.ts';

export interface AheadByThread extends Ahead {
  /** Answers at once: with what the thread said of a step, else by itself. */
  readonly simulate: Simulate;
  /** Has the thread follow: the steps of a drag cost little from a design that it knows. */
  know(plan: Plan, target: Target, known: Analysis): void;
}

export function aheadBy(thread: SimulatorThread, simulate: Simulate): AheadByThread {
  const found = new WeakMap<Plan, { readonly target: Target; readonly analysis: Analysis }>();
  const answerOf = (plan: Plan, target: Target): Analysis | undefined => {
    const known = found.get(plan);
    return known?.target === target ? known.analysis : undefined;
  };
  /** The design that was followed last: an older one need not be. */
  let followed: readonly Question[] = [];
  /** The step that waits for its turn, and the one that waits for its answer. */
  let waiting: Step | null = null;
  let made: Step | null = null;

  /** What steps are painted on, and from where they are looked at, is known to the thread. */
  const told = { canvas: false, looks: false, sight: false };
  const paints = (): boolean => told.canvas && told.looks && told.sight;

  const questionOf = (step: Step, target: Target): Question | null => {
    const sketch = step.sketch();
    const design = paints() ? sketch : step.inFull(sketch);
    const { plan } = design;
    waiting = null;
    const known = answerOf(plan, target);
    if (known !== undefined && !paints()) {
      step.show(design, false);
      return null;
    }
    made = step;
    return {
      plan,
      target,
      worded: true,
      ...(known === undefined ? {} : { known }),
      onScreen: true,
      paints: paints(),
      hear(analysis, painted) {
        found.set(plan, { target, analysis });
        const now = made;
        made = null;
        now?.show(painted || design !== sketch ? design : step.inFull(sketch), painted);
      },
    };
  };

  const forget = (): void => {
    waiting = made = null;
    thread.askNext(null);
  };

  return {
    simulate: (plan, target) => answerOf(plan, target) ?? simulate(plan, target),
    know(plan, target, known) {
      thread.drop(followed);
      followed = [{ plan, target, worded: true, known, onScreen: true, hear: () => {} }];
      thread.ask(followed);
    },
    step(step, target) {
      waiting = step;
      thread.askNext(() => questionOf(step, target));
    },
    hurry() {
      const [newest, before] = [waiting, made];
      forget();
      const last = newest ?? before;
      last?.show(last.inFull(last.sketch()), false);
    },
    forget,
    isBehind: () => waiting !== null || made !== null,
    painter: {
      tell(message, transfer) {
        told[message.kind] = message.kind !== 'sight' || message.sight !== null;
        thread.tell(message, transfer);
      },
    },
    compare({ plan, targets, worded }, then) {
      const answers: [Target, Analysis][] = [];
      let isWanted = true;
      const questions = targets.map((target): Question => ({
        plan,
        target,
        worded,
        hear(analysis) {
          answers.push([target, analysis]);
          if (isWanted && answers.length === targets.length) then(answers);
        },
      }));
      thread.ask(questions);
      return () => {
        isWanted = false;
        thread.drop(questions);
      };
    },
  };
}

/** `simulate`: the page's own; `track` is told of each question until it is answered. */
export const aheadByWorker = (simulate: Simulate, track: Track): AheadByThread =>
  aheadBy(new SimulatorThread(simulatorWorker(track), simulate), simulate);
