// Undo and redo as a pure value: whole documents by reference, one entry per intent.
import type { EntityId } from '../model/plan.ts';
import type { Design } from './state.ts';

export interface Entry {
  /** What was done, as the undo menu says it: “Move domU1 bank 0”. */
  readonly label: string;
  readonly before: Design;
  readonly after: Design;
  readonly selectionBefore: readonly EntityId[];
  /** Commits with the same key within `JOIN_MS` of each other are one entry. */
  readonly joinKey: string | null;
  /** Milliseconds on the clock given by the store. */
  readonly time: number;
}

export interface History {
  readonly past: readonly Entry[];
  /** Next to redo is last. */
  readonly future: readonly Entry[];
}

export const EMPTY_HISTORY: History = { past: [], future: [] };
export const HISTORY_LIMIT = 200;
export const JOIN_MS = 500;

/** Records an entry; forgets what could have been redone. */
export function record(history: History, entry: Entry): History {
  const last = history.past.at(-1);
  if (
    last !== undefined &&
    entry.joinKey !== null &&
    last.joinKey === entry.joinKey &&
    last.after === entry.before &&
    history.future.length === 0 &&
    entry.time - last.time < JOIN_MS
  )
    return {
      past: [...history.past.slice(0, -1), { ...last, after: entry.after, time: entry.time }],
      future: [],
    };
  return { past: [...history.past, entry].slice(-HISTORY_LIMIT), future: [] };
}

/** Steps back; null when there is nothing to undo. */
export function stepBack(history: History): { readonly history: History; readonly entry: Entry } | null {
  const entry = history.past.at(-1);
  return entry === undefined
    ? null
    : { entry, history: { past: history.past.slice(0, -1), future: [...history.future, entry] } };
}

/** Steps forward again; null when there is nothing to redo. */
export function stepForward(history: History): { readonly history: History; readonly entry: Entry } | null {
  const entry = history.future.at(-1);
  return entry === undefined
    ? null
    : { entry, history: { past: [...history.past, entry], future: history.future.slice(0, -1) } };
}
