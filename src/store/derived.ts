// What views show, computed from the state and from nothing else; remembered only while its inputs stay the same objects.
import type { Analysis } from '../engine/analysis.ts';
import { type Brief, briefOf } from '../engine/brief.ts';
import type { Plan } from '../model/plan.ts';
import type { Target } from '../model/target.ts';
import { remember } from './remember.ts';
import { shown, type Simulate, type State } from './state.ts';

const analyseOnce = remember((simulate: Simulate, plan: Plan, target: Target) => simulate(plan, target));

/** The simulator's answer for the design that elements show; null before a board is open and before the simulator is there. */
export function analysisOf(state: State): Analysis | null {
  const design = shown(state);
  return design === null || state.simulate === null
    ? null
    : analyseOnce(state.simulate, design.plan, state.target);
}

const briefOnce = remember(briefOf);

/** The verdict on what is on screen, be it painted. */
export function briefOnScreen(state: State): Brief | null {
  const painted = state.gesture?.painted ?? null;
  if (painted !== null) return painted;
  const analysis = analysisOf(state);
  return analysis === null ? null : briefOnce(analysis);
}
