// Nothing is lost: every design is kept in the browser as it changes, and comes back on the next visit.
import type { Memmap } from './memmap.ts';

/** A key-value store that survives a reload; may refuse (private window, full disk). */
export interface Storage {
  get(key: string): Promise<string | undefined>;
  set(key: string, text: string): Promise<void>;
}

const KEY = 'design';
const QUIET_MS = 250;

/** Reading and writing designs is loaded when there is one. */
const designFile = () => import('./design-file.ts');

/** Brings back the design of the last visit, if there is one. */
export async function restore(memmap: Memmap, storage: Storage): Promise<void> {
  try {
    const text = await storage.get(KEY);
    if (text === undefined) return;
    const { openDesignText } = await designFile();
    openDesignText(memmap, text, 'Restore', 'The design kept in this browser');
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
    if (memmap.store.getState().design === null) return;
    try {
      const { designText } = await designFile();
      await storage.set(KEY, designText(memmap.store.getState()) ?? '');
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
