// What views show, computed from the state and from nothing else; remembered only while its inputs stay the same objects.
import { analyse } from '../engine/index.ts';
import type { Analysis } from '../engine/analysis.ts';
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
