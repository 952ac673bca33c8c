// The device-tree text of what is on screen: a person's own, or made from the plan; and what is typed into it. Apart
// from the rest of the store because the first picture does without.
import { OwnText } from '../bindings/own-text.ts';
import { exportText, type TextForm } from '../exchange/export.ts';
import type { SourceText } from '../exchange/source-text.ts';
import type { Plan } from '../model/plan.ts';
import type { Release } from '../model/release.ts';
import { ok, problemText, type Result } from '../model/result.ts';
import type { Memmap } from './memmap.ts';
import { remember } from './remember.ts';
import { type Design, shown, type State } from './state.ts';

const textOnce: Record<TextForm, (plan: Plan, release: Release) => Result<SourceText>> = {
  chosen: remember((plan, release) => exportText(plan, release, 'chosen')),
  dts: remember((plan, release) => exportText(plan, release, 'dts')),
  overlay: remember((plan, release) => exportText(plan, release, 'overlay')),
};

/** The text of the design on screen in one form; null before a board is open. */
export function textOf(state: State, form: TextForm): Result<SourceText> | null {
  const design = shown(state);
  return design === null ? null : textOnce[form](design.plan, state.target.release);
}

/** `/chosen` as made from a plan: what a person begins with who types into it. */
const madeText = remember((plan: Plan, release: Release): Result<OwnText> => {
  const made = textOnce.chosen(plan, release);
  return made.ok ? ok(OwnText.found('chosen', made.value.text, null, plan.tree)) : made;
});

/** The text of a design that can be typed in: the person's own, else `/chosen` as made. */
export const editableText = ({ text, plan }: Design, release: Release): Result<OwnText> =>
  text === undefined ? madeText(plan, release) : ok(text);

/** What stands in the editor now is the text. One entry for keystrokes that come quickly. */
export function typeText(memmap: Memmap, typed: string, label = 'Type in the device tree'): void {
  const { design, target } = memmap.store.getState();
  if (design === null) return;
  const before = editableText(design, target.release);
  if (!before.ok || before.value.text === typed) return;
  const said = before.value.typed(typed, design.plan);
  const joinKey = label === 'Type in the device tree' ? { joinKey: 'type' } : {};
  memmap.revise(label, (it) => ({ ...it, ...said }), joinKey);
}

/** Where edits go from now on: into the board's file, or into an overlay beside it. */
export function moveEdits(memmap: Memmap, form: 'board' | 'overlay'): void {
  const { design, target } = memmap.store.getState();
  if (design?.text === undefined || design.text.form === form) return;
  const moved = design.text.moved(form, design.plan, target.release);
  if (moved.ok)
    memmap.revise(form === 'board' ? 'Edit the board file' : 'Edit an overlay', (it) => ({
      ...it,
      ...moved.value,
    }));
  else
    memmap.notify({
      kind: 'error',
      title: form === 'board' ? 'The board file cannot say this' : 'An overlay cannot say this',
      detail: problemText(moved.problem),
    });
}
