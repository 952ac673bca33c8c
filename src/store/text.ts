// The device-tree text of what is on screen: derived like everything else, apart because the first picture does without.
import { exportText, type TextForm } from '../exchange/export.ts';
import type { SourceText } from '../exchange/source-text.ts';
import type { Plan } from '../model/plan.ts';
import type { Release } from '../model/release.ts';
import type { Result } from '../model/result.ts';
import { remember } from './remember.ts';
import { shown, type State } from './state.ts';

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
