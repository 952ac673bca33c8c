// What is asked ahead, answered by another thread: the page's own only draws.
import type { Analysis } from '../engine/analysis.ts';
import type { Plan } from '../model/plan.ts';
import type { Target } from '../model/target.ts';
import type { DragStep } from '../workers/simulator.ts';
import type { Ahead, Step } from './ahead.ts';
import { type PlanQuestion, type Question, SimulatorThread } from './simulator-thread.ts';
import { simulatorWorker, type Track } from './simulator-worker.ts';
import type { Design, Simulate } from './state.ts';

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
  let followed: readonly PlanQuestion[] = [];
  /** The step that waits for its turn, the one that waits for its answer, and the one that only the thread has shown. */
  let waiting: Step | null = null;
  let asked: Step | null = null;
  let painted: Step | null = null;

  /** What steps are painted on, and from where they are looked at, is known to the thread. */
  const told = { lanes: false, axis: false, looks: false, sight: false };
  const paints = (): boolean => thread.isThere && Object.values(told).every((known) => known);

  /** What is painted with it, by who is told how. */
  const handOf = ({ elsewhere }: Step): DragStep['hand'] | null =>
    elsewhere === null || !told.looks ? null : elsewhere.step().hand;

  /** Where nothing comes of a step, the last that the thread painted. */
  const made = (step: Step): Design | null =>
    step.make() ?? (painted === null || painted === step ? null : painted.make());

  const show = (step: Step, design: Design | null): void => {
    painted = null;
    step.show(design);
  };

  /** null where the answer is at hand, and the step is shown. */
  const ofPage = (step: Step, target: Target): Question | null => {
    waiting = null;
    const design = made(step);
    if (design === null || answerOf(design.plan, target) !== undefined) {
      show(step, design);
      return null;
    }
    const { plan } = design;
    asked = step;
    return {
      kind: 'plan',
      plan,
      target,
      worded: true,
      onScreen: { hand: handOf(step) },
      hear(analysis) {
        found.set(plan, { target, analysis });
        const now = asked;
        asked = null;
        if (now !== null) show(now, design);
      },
    };
  };

  const questionOf = (step: Step, target: Target): Question | null => {
    const { elsewhere } = step;
    if (elsewhere === null || !paints()) return ofPage(step, target);
    waiting = null;
    asked = step;
    return {
      kind: 'step',
      plan: elsewhere.base,
      target,
      step: elsewhere.step,
      hear(verdict) {
        const now = asked;
        asked = null;
        if (now === null) return;
        if (verdict === null) {
          // Until it is told of other lanes it could not paint the next one either.
          told.sight = false;
          next(waiting ?? now, target);
        } else {
          painted = now;
          elsewhere.painted(verdict);
        }
      },
    };
  };

  const next = (step: Step, target: Target): void => {
    waiting = step;
    thread.askNext(() => questionOf(step, target));
  };

  const forget = (): void => {
    waiting = asked = painted = null;
    thread.askNext(null);
  };

  return {
    simulate: (plan, target) => answerOf(plan, target) ?? simulate(plan, target),
    know(plan, target, known) {
      thread.drop(followed);
      followed = [
        { kind: 'plan', plan, target, worded: true, known, onScreen: { hand: null }, hear: () => {} },
      ];
      thread.ask(followed);
    },
    step: next,
    rest(target) {
      const step = waiting === null && asked === null ? painted : null;
      if (step === null) return;
      waiting = step;
      thread.askNext(() => ofPage(step, target));
    },
    hurry() {
      const last = waiting ?? asked ?? painted;
      const design = last === null ? null : made(last);
      forget();
      last?.show(design);
    },
    forget,
    isBehind: () => waiting !== null || asked !== null,
    painter: {
      tell(message, transfer) {
        if (message.kind === 'canvas') told[message.of] = true;
        else told[message.kind] = message.kind === 'looks' || message.sight !== null;
        thread.tell(message, transfer);
      },
    },
    compare({ plan, targets, worded }, then) {
      const answers: [Target, Analysis][] = [];
      let isWanted = true;
      const questions = targets.map((target): PlanQuestion => ({
        kind: 'plan',
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
