// The timeline of a design, with what was done to its domains since: derived once for the panel and the map.
import { act, timeline, type Timeline } from '../../engine/pages/index.ts';
import type { Plan } from '../../model/plan.ts';
import type { Target } from '../../model/target.ts';
import { remember } from '../../store/remember.ts';
import type { Moment } from '../../store/state.ts';

const bootOnce = remember((plan: Plan, target: Target) => timeline(plan, target));
const actOnce = remember((booted: Timeline, actions: Moment['actions']) => actions.reduce(act, booted));

export const timelineOf = (plan: Plan, target: Target, actions: Moment['actions']): Timeline =>
  actOnce(bootOnce(plan, target), actions);

/** The event a moment stands for. */
export const indexIn = ({ events }: Timeline, index: number): number =>
  Math.max(0, Math.min(index, events.length - 1));

/** A moment’s index for the last step, however many there are by then. */
export const LAST = Number.MAX_SAFE_INTEGER;
