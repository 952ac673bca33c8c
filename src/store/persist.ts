// Nothing is lost: every design is kept in the browser as it changes, and comes back on the next visit.
import { readDesign, writeDesign } from '../share/design.ts';
import type { Memmap } from './memmap.ts';
import type { State } from './state.ts';

/** A key-value store that survives a reload; may refuse (private window, full disk). */
export interface Storage {
  get(key: string): Promise<string | undefined>;
  set(key: string, text: string): Promise<void>;
}

const KEY = 'design';
const QUIET_MS = 250;

/** The text of the design file for what is on screen; null before a board is open. Drafts of gestures are not saved. */
export function designText(state: State): string | null {
  const { design, target } = state;
  return design === null ? null : writeDesign({ ...design, target });
}

/** Opens a design file's text in place of what is open. False, with the reason as a notice, when it cannot be read. */
export function openDesignText(memmap: Memmap, text: string, label: string, what: string): boolean {
  const read = readDesign(text);
  if (!read.ok) {
    const { message, at } = read.problem;
    memmap.notify({
      kind: 'error',
      title: `${what} cannot be read`,
      detail: at === null ? message : `${at}: ${message}`,
    });
    return false;
  }
  const { target, ...design } = read.value;
  memmap.replace(label, design, target);
  return true;
}

/** Brings back the design of the last visit, if there is one. */
export async function restore(memmap: Memmap, storage: Storage): Promise<void> {
  try {
    const text = await storage.get(KEY);
    if (text !== undefined) openDesignText(memmap, text, 'Restore', 'The design kept in this browser');
  } catch {
    memmap.setSaved('off');
  }
}

/** Writes the design soon after each change. Returns what stops it; `flush` writes at once. */
export function autosave(
  memmap: Memmap,
  storage: Storage,
): { readonly stop: () => void; readonly flush: () => Promise<void> } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    const text = designText(memmap.store.getState());
    if (text === null) return;
    try {
      await storage.set(KEY, text);
      if (timer === undefined) memmap.setSaved('saved');
    } catch {
      if (memmap.store.getState().saved === 'off') return;
      memmap.setSaved('off');
      memmap.notify({
        kind: 'error',
        title: 'This browser does not keep the design',
        detail: 'Save it as a file before you leave the page.',
      });
    }
  };
  const stop = memmap.store.subscribe((state, before) => {
    if (state.design === before.design && state.target === before.target) return;
    if (state.saved !== 'off') memmap.setSaved('saving');
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), QUIET_MS);
  });
  return { stop, flush };
}
