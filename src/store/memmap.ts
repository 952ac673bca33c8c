// The one mutable thing: a store and the verbs that change it. Views ask with `commit`; everything else is derived.
import { createStore, type StoreApi } from 'zustand/vanilla';
import { settle } from '../bindings/settle.ts';
import { type Brief, sameBrief } from '../engine/brief.ts';
import { bytes, type Bytes, MiB } from '../model/addr.ts';
import { findEntity } from '../model/entities.ts';
import type { EntityId, Plan } from '../model/plan.ts';
import { type Problem, problemText } from '../model/result.ts';
import { DEFAULT_TARGET, type Target } from '../model/target.ts';
import type { DragStep } from '../workers/simulator.ts';
import { type Ahead, atOnce, type Compared, type Comparison } from './ahead.ts';
import { EMPTY_HISTORY, record, stepBack, stepForward } from './history.ts';
import type { Design, Gesture, Moment, Notice, Proposal, Saved, Simulate, State, Viewport } from './state.ts';

export interface CommitOptions {
  /** Joins quick successive commits of the same kind (typing, nudging) into one undo entry. */
  readonly joinKey?: string;
  /** What is selected afterwards; left alone when absent. */
  readonly select?: readonly EntityId[];
}

export interface StepOptions {
  /** The same for another thread; asked for when it is told. */
  readonly told?: () => DragStep;
  /** It is on screen: never called where another step or the end of the gesture comes before. */
  readonly shown?: () => void;
}

export interface Memmap {
  readonly store: StoreApi<State>;
  /** Applies an edit of the plan as one undo entry. An edit that changes nothing leaves no entry. */
  commit(label: string, edit: (plan: Plan) => Plan, options?: CommitOptions): void;
  /** The same for an edit of the whole document, whose plan and text belong together already. */
  revise(label: string, edit: (design: Design) => Design, options?: CommitOptions): void;
  /**
   * Replaces the whole document (a board, a file, a link): one entry that can be undone. False when it cannot be
   * written into a device tree: then a notice says why, and nothing else changes.
   */
  replace(label: string, design: Design, target?: Target): boolean;
  rename(name: string): void;
  /** Starts a gesture on the design as it is. */
  beginGesture(label: string): void;
  /** Shows `edit` applied to the design as it was at the start of the gesture, once it is known what the simulator says of it. */
  updateGesture(edit: (plan: Plan) => Plan, options?: StepOptions): void;
  /** The hand rests: what was painted of the gesture, the page's own elements show as soon as its answer is there. */
  restGesture(): void;
  /** ms since a gesture began, or its last step came. */
  restsFor(): number;
  /** A step of the gesture is still to be shown. */
  isBehind(): boolean;
  /** Makes the draft the design: one entry, or none when nothing changed. */
  endGesture(select?: readonly EntityId[]): void;
  /** Restores the design as it was, by identity. */
  cancelGesture(): void;
  undo(): void;
  redo(): void;
  select(ids: readonly EntityId[]): void;
  setTarget(target: Target): void;
  /** `ahead`: who answers before a step of a gesture is shown. */
  setSimulator(simulate: Simulate, ahead?: Ahead): void;
  /** `then` hears what the simulator says for other targets; not after what comes back was called, and not without a simulator. */
  compare(comparison: Comparison, then: (answers: Compared) => void): () => void;
  setViewport(viewport: Viewport | null): void;
  setSnap(snap: Bytes): void;
  propose(proposal: Proposal | null): void;
  setMoment(moment: Moment | null): void;
  notify(notice: Notice | null): void;
  setSaved(saved: Saved): void;
}

export const INITIAL_STATE: State = {
  simulate: null,
  painter: null,
  design: null,
  history: EMPTY_HISTORY,
  gesture: null,
  target: DEFAULT_TARGET,
  selection: [],
  viewport: null,
  snap: bytes(2n * MiB),
  proposal: null,
  moment: null,
  notice: null,
  saved: 'saved',
};

/** Creates a store. `now` is the clock in milliseconds that joins commits; tests give their own. */
export function createMemmap(now: () => number, initial: State = INITIAL_STATE): Memmap {
  const store = createStore<State>(() => initial);
  const { getState: get, setState: set } = store;
  let ahead: Ahead | null = null;
  let steppedAt = 0;
  store.subscribe(({ gesture }, before) => {
    if (gesture === null && before.gesture !== null) ahead?.forget();
  });

  /** Ids that name something in this design; a selection never outlives what it names. */
  const alive = (ids: readonly EntityId[], design: Design | null): readonly EntityId[] => {
    const kept = design === null ? [] : ids.filter((id) => findEntity(design.plan, id) !== undefined);
    return kept.length === ids.length ? ids : kept;
  };

  const refuse = (where: string, problem: Problem): null => {
    const title = `This cannot be written into ${where}`;
    set({ notice: { kind: 'error', title, detail: problemText(problem) } });
    return null;
  };

  /**
   * The design with its tree brought up to its entities; the same object when nothing changed. What a device tree
   * cannot hold is said as a notice, and the answer is null: the caller keeps what it had. A person's own text says
   * what it says: another release does not change it.
   */
  const settled = (design: Design, target: Target = get().target): Design | null => {
    if (design.text !== undefined) return design;
    const plan = settle(design.plan, target.release);
    if (!plan.ok) return refuse('a device tree', plan.problem);
    return plan.value === design.plan ? design : { ...design, plan: plan.value };
  };

  const apply = (base: Design, edit: (plan: Plan) => Plan): Design | null => {
    const plan = edit(base.plan);
    if (plan === base.plan) return base;
    if (base.text === undefined) return settled({ ...base, plan });
    const written = base.text.written(plan, get().target.release);
    return written.ok
      ? { ...base, plan: written.value.plan, text: written.value.text }
      : refuse('the text', written.problem);
  };

  /** What was written into a text is read off it again: the plan is what the text says, never more. */
  const readBack = (design: Design): Design =>
    design.text === undefined ? design : { ...design, ...design.text.readBack(design.plan) };

  const push = (
    label: string,
    after: Design,
    select: readonly EntityId[] | undefined,
    joinKey: string | null,
  ): void => {
    const { design: before, selection, history } = get();
    if (before === null) {
      set({ design: after, selection: [], history: EMPTY_HISTORY });
      return;
    }
    if (after === before) {
      if (select !== undefined) set({ selection: alive(select, after) });
      return;
    }
    set({
      design: after,
      gesture: null,
      selection: alive(select ?? selection, after),
      history: record(history, { label, before, after, selectionBefore: selection, joinKey, time: now() }),
    });
  };

  return {
    store,
    commit(label, edit, options = {}) {
      const { design } = get();
      const next = design === null ? null : apply(design, edit);
      if (next !== null)
        push(label, next === design ? next : readBack(next), options.select, options.joinKey ?? null);
    },
    revise(label, edit, options = {}) {
      const { design } = get();
      if (design !== null) push(label, edit(design), options.select, options.joinKey ?? null);
    },
    replace(label, design, target = get().target) {
      const next = settled(design, target);
      if (next === null) return false;
      set({ gesture: null, viewport: null, proposal: null, moment: null, notice: null, target });
      push(label, next, [], null);
      return true;
    },
    rename(name) {
      const { design } = get();
      if (design !== null && name !== design.name)
        push('Rename design', { ...design, name }, undefined, 'rename');
    },
    beginGesture(label) {
      ahead?.forget();
      steppedAt = performance.now();
      const { design } = get();
      if (design !== null) set({ gesture: { label, base: design, draft: design, painted: null } });
    },
    updateGesture(edit, { told, shown: hear } = {}) {
      const { gesture, target } = get();
      if (gesture === null) return;
      steppedAt = performance.now();
      const { base } = gesture;
      const change = (to: (gesture: Gesture) => Gesture): void => {
        const { gesture: last } = get();
        if (last?.base !== base) return;
        const next = to(last);
        if (next !== last) set({ gesture: next });
        hear?.();
      };
      const paint = (painted: Brief): void =>
        change((last) =>
          last.painted !== null && sameBrief(last.painted, painted) ? last : { ...last, painted },
        );
      const make = (): Design | null => apply(base, edit);
      // What cannot be written changes nothing: not what elements show, and where a later step was painted not the design.
      const show = (draft: Design | null): void =>
        change((last) => ({
          ...last,
          draft: draft ?? (last.painted === null ? last.draft : base),
          painted: null,
        }));
      // A text that is not whole takes nothing, which is to be said at once.
      const isForAll = told !== undefined && (base.text?.fault ?? null) === null;
      const elsewhere = isForAll ? { base: base.plan, step: told, painted: paint } : null;
      if (ahead === null) show(make());
      else ahead.step({ make, show, elsewhere }, target);
    },
    restGesture: () => ahead?.rest(get().target),
    restsFor: () => performance.now() - steppedAt,
    isBehind: () => ahead?.isBehind() ?? false,
    endGesture(select) {
      ahead?.hurry();
      const { gesture } = get();
      if (gesture === null) return;
      const { label, base, draft } = gesture;
      set({ gesture: null });
      push(label, draft === base ? draft : readBack(draft), select, null);
    },
    cancelGesture() {
      if (get().gesture !== null) set({ gesture: null });
    },
    undo() {
      const step = stepBack(get().history);
      if (step === null) return;
      const before = settled(step.entry.before) ?? step.entry.before;
      set({
        design: before,
        gesture: null,
        history: step.history,
        selection: alive(step.entry.selectionBefore, before),
      });
    },
    redo() {
      const step = stepForward(get().history);
      if (step === null) return;
      const after = settled(step.entry.after) ?? step.entry.after;
      set({ design: after, gesture: null, history: step.history, selection: alive(get().selection, after) });
    },
    select(ids) {
      set({ selection: alive(ids, get().gesture?.draft ?? get().design) });
    },
    setTarget(target) {
      const { design } = get();
      set({ target, gesture: null });
      if (design !== null) set({ design: settled(design) ?? design });
    },
    setSimulator(simulate, answering = atOnce(simulate)) {
      ahead = answering;
      set({ simulate, painter: answering.painter });
    },
    compare: (comparison, then) => ahead?.compare(comparison, then) ?? (() => {}),
    setViewport: (viewport) => set({ viewport }),
    setSnap: (snap) => set({ snap }),
    propose: (proposal) => set({ proposal }),
    setMoment: (moment) => set({ moment }),
    notify: (notice) => set({ notice }),
    setSaved: (saved) => set({ saved }),
  };
}
