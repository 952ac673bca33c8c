// What views show, computed from the state and from nothing else; remembered only while its inputs stay the same objects.
import { analyse } from '../engine/index.ts';
import type { Analysis } from '../engine/analysis.ts';
import { exportText, type TextForm } from '../exchange/export.ts';
import type { SourceText } from '../exchange/source-text.ts';
import type { Result } from '../model/result.ts';
import type { Plan } from '../model/plan.ts';
import type { Release } from '../model/release.ts';
import { shown, type State } from './state.ts';

/** Remembers the last two answers: enough for a drag, which alternates between its base and its draft. */
function remember<A extends readonly unknown[], R>(compute: (...inputs: A) => R): (...inputs: A) => R {
  let kept: readonly { readonly inputs: A; readonly answer: R }[] = [];
  return (...inputs) => {
    const hit = kept.find((entry) => entry.inputs.every((input, i) => input === inputs[i]));
    if (hit !== undefined) return hit.answer;
    const answer = compute(...inputs);
    kept = [{ inputs, answer }, ...kept.slice(0, 1)];
    return answer;
  };
}

const analyseOnce = remember(analyse);

/** The simulator's answer for the design on screen; null before a board is open. */
export function analysisOf(state: State): Analysis | null {
  const design = shown(state);
  return design === null ? null : analyseOnce(design.plan, state.target);
}

const textOnce: Record<TextForm, (plan: Plan, release: Release) => Result<SourceText>> = {
  chosen: remember((plan, release) => exportText(plan, release, 'chosen')),
  dts: remember((plan, release) => exportText(plan, release, 'dts')),
  overlay: remember((plan, release) => exportText(plan, release, 'overlay')),
};

/** The device-tree text of the design on screen in one form. */
export function textOf(state: State, form: TextForm): Result<SourceText> | null {
  const design = shown(state);
  return design === null ? null : textOnce[form](design.plan, state.target.release);
}
