// The design file's text for what is on screen, and back.
import { readDesign, writeDesign } from '../share/design.ts';
import type { Memmap } from './memmap.ts';
import type { State } from './state.ts';

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
  return memmap.replace(label, design, target);
}
