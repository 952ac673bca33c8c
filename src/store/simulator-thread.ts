// A simulator in another thread, and what it is asked: one question at a time, the urgent one before all others, which wait
// until nothing urgent has come for a moment.
//
// Thread and page remember the same: of a plan only what changes is sent, and of an answer as well. Until the thread has
// answered for the first time what is urgent is answered by the page itself, and after it has failed everything.
import { forRelease } from '../bindings/for-release.ts';
import type { Analysis } from '../engine/analysis.ts';
import type { Brief } from '../engine/brief.ts';
import { delta } from '../model/delta.ts';
import type { Plan } from '../model/plan.ts';
import type { Target } from '../model/target.ts';
import { Answers } from '../workers/answers.ts';
import type { PaintMessage } from '../workers/painting.ts';
import type {
  PlanQuestion as AskedOf,
  DragStep,
  SimulateAnswer,
  SimulateQuestion,
} from '../workers/simulator.ts';
import type { Simulate } from './state.ts';

/** ms. Longer than from one movement of a hand to the next. */
const PAUSE_MS = 150;

/** The other thread: a worker, or what stands for one in a test. */
export interface Thread {
  postMessage(question: SimulateQuestion): void;
  /** Not answered. */
  tell(message: PaintMessage, transfer?: Transferable[]): void;
  /** One answer for each question, in their order. */
  onAnswer(hear: (answer: SimulateAnswer) => void): void;
  /** It cannot answer, now or later. */
  onFailure(hear: () => void): void;
}

export interface PlanQuestion {
  readonly kind: 'plan';
  readonly plan: Plan;
  readonly target: Target;
  /** As it is, also for a release that would have it written otherwise. */
  readonly worded: boolean;
  /** The answer, where only the thread does not have it yet. */
  readonly known?: Analysis;
  /** Of the design on screen, for its own target. */
  readonly onScreen?: AskedOf['onScreen'];
  readonly hear: (analysis: Analysis) => void;
}

/** A step of a drag on a plan, which only the thread can answer. */
export interface StepQuestion {
  readonly kind: 'step';
  readonly plan: Plan;
  readonly target: Target;
  readonly step: () => DragStep;
  /** null: it is not painted. */
  readonly hear: (painted: Brief | null) => void;
}

export type Question = PlanQuestion | StepQuestion;

export class SimulatorThread {
  readonly #thread: Thread;
  readonly #simulate: Simulate;
  #state: 'starting' | 'there' | 'failed' = 'starting';
  readonly #answers = new Answers();
  #plan: Plan | null = null;
  #asked: Question | null = null;
  #urgent: (() => Question | null) | null = null;
  #others: readonly Question[] = [];
  /** Runs while what is urgent comes one after the other. */
  #pause: ReturnType<typeof setTimeout> | null = null;
  #pauseEnds = 0;

  /** `simulate`: the page's own. */
  constructor(thread: Thread, simulate: Simulate) {
    this.#thread = thread;
    this.#simulate = simulate;
    thread.onAnswer((answer) => this.#hear(answer));
    thread.onFailure(() => this.#fail());
  }

  /** It has answered before, and not failed since. */
  get isThere(): boolean {
    return this.#state === 'there';
  }

  /** Who fails later is told in vain. */
  tell(message: PaintMessage, transfer?: Transferable[]): void {
    if (this.#state !== 'failed') this.#thread.tell(message, transfer);
  }

  ask(questions: readonly Question[]): void {
    this.#others = [...this.#others, ...questions];
    this.#goOn();
  }

  /** Of these nothing is heard any more, unless it is under way. */
  drop(questions: readonly Question[]): void {
    this.#others = this.#others.filter((question) => !questions.includes(question));
  }

  /** Asked as soon as the thread is free, unless another comes before; made then, null where it needs no answer. */
  askNext(make: (() => Question | null) | null): void {
    if (this.#state === 'there') {
      this.#urgent = make;
      this.#pauseFor(make === null ? 0 : PAUSE_MS);
      return this.#goOn();
    }
    const question = make?.() ?? null;
    return question === null ? undefined : this.#answer(question);
  }

  /** Holds the others back. A timer that runs serves for longer pauses too: they come with every step of a drag. */
  #pauseFor(ms: number): void {
    this.#pauseEnds = performance.now() + ms;
    if (this.#pause !== null && ms > 0) return;
    if (this.#pause !== null) clearTimeout(this.#pause);
    this.#waitFor(ms);
  }

  #waitFor(ms: number): void {
    this.#pause = setTimeout(() => {
      const left = this.#pauseEnds - performance.now();
      if (left > 0) return this.#waitFor(left);
      this.#pause = null;
      return this.#goOn();
    }, ms);
  }

  #goOn(): void {
    const hasOther = (): boolean => this.#pause === null && this.#others.length > 0;
    while (this.#asked === null && (this.#urgent !== null || hasOther())) {
      const question = this.#take();
      if (question === null) continue;
      if (this.#state === 'failed') this.#answer(question);
      else this.#send(question);
    }
  }

  #take(): Question | null {
    const make = this.#urgent;
    this.#urgent = null;
    if (make !== null) return make();
    const [first = null, ...rest] = this.#others;
    this.#others = rest;
    return first;
  }

  #send(question: Question): void {
    const { target } = question;
    this.#asked = question;
    const plan = delta(this.#plan, question.plan);
    this.#plan = question.plan;
    if (question.kind === 'step') {
      this.#thread.postMessage({ kind: 'step', plan, target, step: question.step() });
    } else {
      const { worded, known, onScreen = null } = question;
      const isKnown = known !== undefined;
      this.#thread.postMessage({ kind: 'plan', plan, target, worded, isKnown, onScreen });
    }
  }

  #hear(answer: SimulateAnswer): void {
    const asked = this.#asked;
    if (asked === null) return;
    const then = this.#understood(asked, answer);
    if (then === null) return this.#fail();
    this.#asked = null;
    this.#state = 'there';
    then();
    this.#goOn();
  }

  /** Who is to hear of it; null where it is no answer. */
  #understood(asked: Question, answer: SimulateAnswer): (() => void) | null {
    if (asked.kind === 'step') return answer.kind === 'step' ? () => asked.hear(answer.painted) : null;
    if (answer.kind !== 'plan') return null;
    const { target, known, hear } = asked;
    const analysis = answer.told === null ? known : this.#answers.heard(target, answer.told);
    if (analysis === undefined) return null;
    this.#answers.keep(target, analysis);
    return () => hear(analysis);
  }

  #fail(): void {
    const asked = this.#asked;
    this.#state = 'failed';
    this.#asked = null;
    if (asked !== null) this.#answer(asked);
    this.#goOn();
  }

  #answer(question: Question): void {
    if (question.kind === 'step') return question.hear(null);
    const { plan, target, worded, known, hear } = question;
    return hear(known ?? this.#simulate(forRelease(plan, target.release, worded), target));
  }
}
