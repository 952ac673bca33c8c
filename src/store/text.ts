// The device-tree text of what is on screen: a person's own, or made from the plan; and what is typed into it. Apart
// from the rest of the store because the first picture does without.
import { type BoardFile, type OwnForm, OwnText } from '../bindings/own-text.ts';
import { reread } from '../bindings/reread.ts';
import { applyEdits } from '../devicetree/edit/text-edit.ts';
import { exportText, type TextForm } from '../exchange/export.ts';
import type { Plan } from '../model/plan.ts';
import type { Release } from '../model/release.ts';
import { ok, problemText, type Result } from '../model/result.ts';
import { type TreeEdit, withEdits } from '../model/tree-edit.ts';
import type { Memmap } from './memmap.ts';
import { remember } from './remember.ts';
import { type Design, shown, type State } from './state.ts';

/** What the text pane can show: what can be typed in, the board's file beside an overlay, and what is made from the plan. */
export type TextView = 'own' | 'board' | TextForm;

const made = (form: TextForm, own: OwnForm) =>
  remember((plan: Plan, release: Release): Result<OwnText> => {
    const text = exportText(plan, release, form);
    return text.ok ? ok(OwnText.found(own, text.value.text, null, plan.tree)) : text;
  });

const MADE = {
  chosen: made('chosen', 'chosen'),
  dts: made('dts', 'board'),
  overlay: made('overlay', 'overlay'),
};

const boardText = remember((board: BoardFile, plan: Plan) => ok(OwnText.ofBoard(board, plan.tree)));
const asResult = remember((text: OwnText): Result<OwnText> => ok(text));

/** The text that can be typed in: the person's own, else `/chosen` as made. */
const editableText = ({ text, plan }: Design, release: Release): Result<OwnText> =>
  text === undefined ? MADE.chosen(plan, release) : asResult(text);

/** A text of the design on screen; null before a board is open, and where there is no such text. */
export function textOf(state: State, view: TextView): Result<OwnText> | null {
  const design = shown(state);
  if (design === null) return null;
  const { release } = state.target;
  if (view === 'own') return editableText(design, release);
  if (view !== 'board') return MADE[view](design.plan, release);
  const board = design.text?.board ?? null;
  return board === null ? null : boardText(board, design.plan);
}

const TYPING = 'Type in the device tree';

/** What stands in the editor now is the text. One entry for keystrokes that come quickly. */
export function typeText(memmap: Memmap, typed: string, label = TYPING): void {
  const { design, target } = memmap.store.getState();
  if (design === null) return;
  const before = editableText(design, target.release);
  if (!before.ok || before.value.text === typed) return;
  const said = before.value.typed(typed, design.plan);
  memmap.revise(label, (it) => ({ ...it, ...said }), label === TYPING ? { joinKey: TYPING } : {});
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

/** Carries out what cures a finding: in the person's own text where there is one, else in the tree. */
export function mend(memmap: Memmap, fix: readonly TreeEdit[], label: string): void {
  const { design } = memmap.store.getState();
  if (design === null) return;
  const { plan, text } = design;
  const tree = withEdits(plan.tree, fix);
  if (text === undefined) {
    memmap.commit(label, () => reread(plan, tree));
    return;
  }
  const edits = text.editsTo(tree);
  if (edits.ok) typeText(memmap, applyEdits(text.text, edits.value), label);
  else
    memmap.notify({
      kind: 'error',
      title: 'This cannot be written into the text',
      detail: problemText(edits.problem),
    });
}
