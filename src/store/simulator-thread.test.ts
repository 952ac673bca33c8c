import fc from 'fast-check';
import { afterEach, describe, expect, it, test, vi } from 'vitest';
import { briefOf } from '../engine/brief.ts';
import { analyse, type Analysis } from '../engine/index.ts';
import { addr } from '../model/addr.ts';
import { placeAt } from '../model/edit.ts';
import type { Plan } from '../model/plan.ts';
import { range } from '../model/range.ts';
import { DEFAULT_TARGET, type Target } from '../model/target.ts';
import { Choices } from '../testing/choices.ts';
import { anyTarget, drawnPlan } from '../testing/drawn-plans.ts';
import { layoutChange } from '../testing/layout-change.ts';
import { planSpec } from '../testing/plan-spec.ts';
import { holdsFor } from '../testing/seed.ts';
import type { PaintMessage } from '../workers/painting.ts';
import {
  type DragStep,
  type SimulateAnswer,
  type Simulated,
  type SimulateQuestion,
  Simulator,
} from '../workers/simulator.ts';
import { aheadBy } from './ahead-by-thread.ts';
import { analysisOf, briefOnScreen } from './derived.ts';
import { createMemmap } from './memmap.ts';
import { type PlanQuestion, SimulatorThread, type Thread } from './simulator-thread.ts';
import type { State } from './state.ts';

/** A thread that answers when it is told to, and whose questions and answers are copies. */
class ThreadByHand implements Thread {
  readonly #simulator = new Simulator();
  #hear: (answer: SimulateAnswer) => void = () => {};
  #fail: () => void = () => {};
  readonly asked: SimulateQuestion[] = [];
  readonly told: PaintMessage[] = [];
  /** What it painted. */
  readonly drafts: Simulated[] = [];
  paints = true;

  postMessage(question: SimulateQuestion): void {
    this.asked.push(structuredClone(question));
  }
  tell(message: PaintMessage): void {
    this.told.push(message);
  }
  onAnswer(hear: (answer: SimulateAnswer) => void): void {
    this.#hear = hear;
  }
  onFailure(hear: () => void): void {
    this.#fail = hear;
  }
  /** Answers the oldest question; false where there is none. */
  answer(): boolean {
    const question = this.asked.shift();
    if (question !== undefined) this.#hear(structuredClone(this.#answerTo(question)));
    return question !== undefined;
  }
  #answerTo(question: SimulateQuestion): SimulateAnswer {
    if (question.kind === 'plan') return { kind: 'plan', told: this.#simulator.answer(question) };
    const draft = this.paints ? this.#simulator.draft(question) : null;
    if (draft === null) return { kind: 'step', painted: null };
    this.drafts.push(draft);
    return { kind: 'step', painted: briefOf(draft.analysis) };
  }
  answerAll(): void {
    while (this.answer());
  }
  fail(): void {
    this.#fail();
  }
}

const SPEC =
  'a static 50000000+4000000 kernel 44000000+10000 | b static 60000000+4000000 kernel 44100000+10000';
const plan = planSpec(SPEC);
const bank = plan.domains[0]?.staticMem?.[0]?.id ?? ('' as never);
const HAND: DragStep['hand'] = { ghosts: [], guides: [], badge: { text: 'here', at: addr(0n) } };
const told = (to: bigint): DragStep => ({
  edit: { kind: 'place', places: new Map([[bank, range(to, 0x400_0000n)]]) },
  hand: HAND,
});
const moved = (of: Plan, to: bigint): Plan => placeAt(of, bank, range(to, 0x400_0000n));

describe('what a thread answers', () => {
  it('is what the page would have found, whatever is edited and for whatever target', () => {
    holdsFor(
      fc.property(
        drawnPlan,
        fc.array(anyTarget, { minLength: 1, maxLength: 3 }),
        fc.nat(),
        (first, targets, seed) => {
          const hand = new ThreadByHand();
          const thread = new SimulatorThread(hand, analyse);
          const choices = new Choices(seed);
          let edited = first;
          for (let step = 0; step < 6; step += 1) {
            const target = targets[choices.below(targets.length)] ?? DEFAULT_TARGET;
            let answer: Analysis | null = null;
            const known = choices.chance(30) ? { known: analyse(edited, target) } : {};
            const hear = (analysis: Analysis): void => void (answer = analysis);
            thread.ask([{ kind: 'plan', plan: edited, target, worded: true, ...known, hear }]);
            hand.answerAll();
            expect(answer).toEqual(analyse(structuredClone(edited), target));
            edited = layoutChange(edited, choices);
          }
        },
      ),
      40,
    );
  });

  it('keeps the objects of the answer before, and is sent what changed', () => {
    const hand = new ThreadByHand();
    const thread = new SimulatorThread(hand, analyse);
    const answers: Analysis[] = [];
    const ask = (of: Plan): void => {
      thread.ask([
        {
          kind: 'plan',
          plan: of,
          target: DEFAULT_TARGET,
          worded: false,
          hear: (answer) => void answers.push(answer),
        },
      ]);
    };
    ask(plan);
    hand.answerAll();
    ask(moved(plan, 0x5800_0000n));
    expect(
      JSON.stringify(hand.asked[0]?.plan, (_, v: unknown) => (typeof v === 'bigint' ? `${v}` : v)).length,
    ).toBeLessThan(400);
    hand.answerAll();
    const [before, after] = answers;
    expect(after?.domains[0]).not.toEqual(before?.domains[0]);
    expect(after?.domains[1]).toBe(before?.domains[1]);
  });
});

describe('the order of questions', () => {
  afterEach(() => void vi.useRealTimers());

  const heard: string[] = [];
  const question = (name: string): PlanQuestion => ({
    kind: 'plan',
    plan,
    target: DEFAULT_TARGET,
    worded: true,
    hear: () => void heard.push(name),
  });

  test('one is under way; urgent ones go first, the newest of them, and the others when none came for a moment', () => {
    vi.useFakeTimers();
    heard.length = 0;
    const hand = new ThreadByHand();
    const thread = new SimulatorThread(hand, analyse);
    thread.ask([question('first')]);
    hand.answerAll();
    const dropped = question('dropped');
    thread.ask([question('second'), dropped, question('third')]);
    expect(hand.asked).toHaveLength(1);
    thread.askNext(() => question('late'));
    thread.askNext(() => question('urgent'));
    thread.drop([dropped]);
    hand.answerAll();
    expect(heard).toEqual(['first', 'second', 'urgent']);
    vi.advanceTimersByTime(100);
    thread.askNext(() => question('urgent too'));
    vi.advanceTimersByTime(149);
    hand.answerAll();
    expect(heard).toEqual(['first', 'second', 'urgent', 'urgent too']);
    vi.advanceTimersByTime(1);
    hand.answerAll();
    expect(heard).toEqual(['first', 'second', 'urgent', 'urgent too', 'third']);
  });

  test('before it is there what is urgent is answered by the page, and when it has failed everything', () => {
    heard.length = 0;
    const hand = new ThreadByHand();
    const thread = new SimulatorThread(hand, analyse);
    thread.ask([question('under way'), question('waiting')]);
    thread.askNext(() => question('urgent'));
    expect(heard).toEqual(['urgent']);
    hand.fail();
    thread.ask([question('after')]);
    thread.askNext(() => question('urgent after'));
    expect(heard).toEqual(['urgent', 'under way', 'waiting', 'after', 'urgent after']);
    expect(hand.asked).toHaveLength(1);
  });
});

describe('a drag whose answers come from a thread', () => {
  function opened() {
    const hand = new ThreadByHand();
    const mine = { calls: 0 };
    const ahead = aheadBy(new SimulatorThread(hand, analyse), (of, target) => {
      mine.calls += 1;
      return analyse(of, target);
    });
    const memmap = createMemmap(() => 0);
    memmap.setSimulator(ahead.simulate, ahead);
    memmap.replace('Open', { name: 'test', plan, original: null });
    const state = () => memmap.store.getState();
    const base = state().design?.plan ?? plan;
    ahead.know(base, DEFAULT_TARGET, analyse(base, DEFAULT_TARGET));
    hand.answerAll();
    memmap.beginGesture('Move');
    const shown: bigint[] = [];
    const step = (to: bigint): void =>
      memmap.updateGesture((of) => moved(of, to), { told: () => told(to), shown: () => void shown.push(to) });
    const at = (): bigint | undefined =>
      (state().gesture?.draft ?? state().design)?.plan.domains[0]?.staticMem?.[0]?.start;
    /** Where the bank is in what was painted. */
    const drafts = () => hand.drafts.map((draft) => draft.plan.domains[0]?.staticMem?.[0]?.start);
    return { hand, mine, memmap, state, shown, step, at, drafts };
  }

  const LOOKS: PaintMessage = {
    kind: 'looks',
    looks: new Map(),
    fonts: { label: '', secondary: '', mono: '' },
  };
  const LANES = { kind: 'canvas', of: 'lanes', canvas: {} } as PaintMessage;
  const AXIS = { kind: 'canvas', of: 'axis', canvas: {} } as PaintMessage;
  const SIGHT = { kind: 'sight', sight: { of: {}, on: {} } } as PaintMessage;
  const ALL = [LOOKS, LANES, AXIS, SIGHT];
  const NO_SIGHT: PaintMessage = { kind: 'sight', sight: null };

  const isPainted = ({ gesture }: State): boolean => gesture?.painted !== null;

  test('is made and painted by the thread for as long as that knows on what, how and from where', () => {
    const { hand, step, at, state, drafts } = opened();
    const { painter } = state();
    const painted = (to: bigint): boolean => {
      step(to);
      const asked = hand.asked[0]?.kind === 'step';
      hand.answer();
      expect(isPainted(state())).toBe(asked);
      expect(asked ? drafts().at(-1) : at()).toBe(to);
      return asked;
    };
    const said = [LOOKS, LANES, SIGHT, AXIS, NO_SIGHT, SIGHT].map((message, i) => {
      painter?.tell(message);
      return painted(0x5400_0000n + BigInt(i) * 0x40_0000n);
    });
    expect(said).toEqual([false, false, false, true, false, true]);
    expect(hand.told).toHaveLength(6);
    expect(at()).toBe(0x5500_0000n);
  });

  test('is shown by the page when the hand rests, unless it moves on', () => {
    const { hand, memmap, step, at, state, shown, mine } = opened();
    for (const message of ALL) state().painter?.tell(message);
    step(0x5400_0000n);
    hand.answer();
    memmap.restGesture();
    expect(memmap.isBehind()).toBe(true);
    expect(hand.asked[0]).toMatchObject({ kind: 'plan', onScreen: { hand: HAND } });
    step(0x5800_0000n);
    hand.answerAll();
    expect(isPainted(state())).toBe(true);
    memmap.restGesture();
    memmap.restGesture();
    hand.answerAll();
    expect(isPainted(state())).toBe(false);
    expect(at()).toBe(0x5800_0000n);
    expect(shown).toEqual([0x5400_0000n, 0x5400_0000n, 0x5800_0000n, 0x5800_0000n]);
    analysisOf(state());
    expect(mine.calls).toBe(0);
  });

  test('its verdict is the one on what is painted', () => {
    const { hand, step, state } = opened();
    for (const message of ALL) state().painter?.tell(message);
    step(0x6000_0000n);
    hand.answer();
    expect(briefOnScreen(state())).toMatchObject({ verdict: 'refused' });
    step(0x5400_0000n);
    hand.answer();
    expect(briefOnScreen(state())).toMatchObject({ verdict: 'boots' });
  });

  test('is shown by the page where the thread cannot paint it, until that sees it otherwise, and once it has failed', () => {
    const { hand, step, at, state } = opened();
    for (const message of ALL) state().painter?.tell(message);
    hand.paints = false;
    step(0x5400_0000n);
    hand.answerAll();
    expect([isPainted(state()), at()]).toEqual([false, 0x5400_0000n]);
    hand.paints = true;
    step(0x5800_0000n);
    hand.answerAll();
    expect([isPainted(state()), at()]).toEqual([false, 0x5800_0000n]);
    state().painter?.tell(SIGHT);
    step(0x5c00_0000n);
    hand.answerAll();
    expect(isPainted(state())).toBe(true);
    step(0x5400_0000n);
    hand.fail();
    expect([isPainted(state()), at()]).toEqual([false, 0x5400_0000n]);
    state().painter?.tell(SIGHT);
    expect(hand.told).toHaveLength(5);
  });

  const TOO_FAR = 1n << 64n;

  test('with a step that cannot be written goes on from the last that was painted', () => {
    const { hand, memmap, step, at, state, drafts } = opened();
    step(0x5400_0000n);
    hand.answerAll();
    for (const message of ALL) state().painter?.tell(message);
    step(0x5800_0000n);
    hand.answerAll();
    expect(drafts()).toEqual([0x5800_0000n]);
    step(TOO_FAR);
    hand.answerAll();
    expect(state().notice).toMatchObject({ title: 'This cannot be written into a device tree' });
    expect([isPainted(state()), at()]).toEqual([false, 0x5800_0000n]);
    memmap.endGesture();
    expect(at()).toBe(0x5800_0000n);
  });

  test('that was painted ends where it was, and leaves nothing where it is taken back', () => {
    const { hand, memmap, step, at, state } = opened();
    for (const message of ALL) state().painter?.tell(message);
    const before = state().design;
    step(0x5400_0000n);
    hand.answer();
    memmap.cancelGesture();
    expect(state().design).toBe(before);
    memmap.beginGesture('Move');
    memmap.endGesture();
    expect(state().design).toBe(before);
    memmap.beginGesture('Move');
    step(0x5800_0000n);
    hand.answer();
    memmap.endGesture();
    expect(at()).toBe(0x5800_0000n);
    expect(state().history.past).toHaveLength(1);
  });

  test('shows a step when its answer is there, and of those that came meanwhile the newest', () => {
    const { hand, memmap, mine, shown, step, at, state } = opened();
    step(0x5400_0000n);
    step(0x5800_0000n);
    step(0x5c00_0000n);
    expect(at()).toBe(0x5000_0000n);
    hand.answer();
    expect(at()).toBe(0x5400_0000n);
    expect(memmap.isBehind()).toBe(true);
    hand.answer();
    expect(memmap.isBehind()).toBe(false);
    expect(at()).toBe(0x5c00_0000n);
    expect(shown).toEqual([0x5400_0000n, 0x5c00_0000n]);
    const draft = state().gesture?.draft.plan ?? plan;
    expect(state().simulate?.(draft, state().target)).toEqual(
      analyse(structuredClone(draft), DEFAULT_TARGET),
    );
    expect(mine.calls).toBe(0);
  });

  test('ends with its last step, shown or not', () => {
    const { memmap, step, at, hand } = opened();
    step(0x5400_0000n);
    step(0x5800_0000n);
    memmap.endGesture();
    expect(at()).toBe(0x5800_0000n);
    hand.answerAll();
    expect(at()).toBe(0x5800_0000n);
    memmap.undo();
    expect(at()).toBe(0x5000_0000n);
  });

  test('leaves nothing behind when it is cancelled, also not in the next', () => {
    const { memmap, step, at, hand, shown, state } = opened();
    const before = state().design;
    step(0x5400_0000n);
    memmap.cancelGesture();
    memmap.beginGesture('Move');
    hand.answerAll();
    expect(at()).toBe(0x5000_0000n);
    memmap.endGesture();
    expect(state().design).toBe(before);
    expect(shown).toEqual([]);
  });

  test('makes no step that waits when something else ends it', () => {
    const { memmap, step, hand, state } = opened();
    step(0x5400_0000n);
    let made = 0;
    memmap.updateGesture((of) => {
      made += 1;
      return moved(of, 0x5800_0000n);
    });
    memmap.setTarget({ ...DEFAULT_TARGET, build: 'debug' });
    hand.answerAll();
    expect(made).toBe(0);
    expect(state().gesture).toBeNull();
    expect(memmap.isBehind()).toBe(false);
  });

  test('a step back to where one was needs no answer', () => {
    const { step, at, hand } = opened();
    step(0x5000_0000n);
    expect(at()).toBe(0x5000_0000n);
    step(0x5400_0000n);
    hand.answerAll();
    step(0x5000_0000n);
    expect(hand.asked).toHaveLength(0);
    expect(at()).toBe(0x5000_0000n);
  });
});

test('other targets are asked about a design as each would have it written', () => {
  const old: Target = { ...DEFAULT_TARGET, release: '4.16' };
  const hand = new ThreadByHand();
  const ahead = aheadBy(new SimulatorThread(hand, analyse), analyse);
  const heard: string[] = [];
  ahead.compare({ plan, targets: [DEFAULT_TARGET, old], worded: false }, (answers) =>
    heard.push(...answers.map(([{ release }, { verdict }]) => `${release} ${verdict}`)),
  );
  hand.answerAll();
  expect(heard).toEqual([`${DEFAULT_TARGET.release} boots`, '4.16 boots']);
  const stop = ahead.compare({ plan, targets: [old], worded: true }, () => heard.push('unwanted'));
  stop();
  hand.answerAll();
  expect(heard).toHaveLength(2);
});

test('of designs that are followed one after the other only the newest waits', () => {
  const hand = new ThreadByHand();
  const ahead = aheadBy(new SimulatorThread(hand, analyse), analyse);
  const designs = [0x5400_0000n, 0x5800_0000n, 0x5c00_0000n].map((to) => moved(plan, to));
  for (const design of designs) ahead.know(design, DEFAULT_TARGET, analyse(design, DEFAULT_TARGET));
  let asked = 0;
  while (hand.answer()) asked += 1;
  expect(asked).toBe(2);
});
