// The placement solver in a thread of its own: a question comes in, how it goes and the answer go out. Who has changed their mind
// ends the thread.
import { type Placed, type PlaceOptions, placing } from '../engine/place/placing.ts';
import type { Progress } from '../engine/place/solve.ts';
import type { Plan } from '../model/plan.ts';
import type { Target } from '../model/target.ts';

export interface PlaceQuestion {
  /** Settled for the target's release. */
  readonly plan: Plan;
  readonly target: Target;
  readonly options: PlaceOptions;
}

export type PlaceAnswer =
  | { readonly kind: 'progress'; readonly progress: Omit<Progress, 'best'> }
  | { readonly kind: 'done'; readonly placed: Placed };

/** ms between two words about how one stage goes: more often than that nobody looks. */
const TELL_EVERY = 60;

addEventListener('message', ({ data: { plan, target, options } }: MessageEvent<PlaceQuestion>) => {
  const answer = (message: PlaceAnswer): void => postMessage(message);
  const steps = placing(plan, target, options);
  let told: { readonly at: number; readonly stage: Progress['stage'] | null } = { at: 0, stage: null };
  for (;;) {
    const step = steps.next();
    if (step.done === true) return answer({ kind: 'done', placed: step.value });
    const { stage, steps: taken, limit } = step.value;
    const now = performance.now();
    if (stage === told.stage && now - told.at < TELL_EVERY) continue;
    told = { at: now, stage };
    answer({ kind: 'progress', progress: { stage, steps: taken, limit } });
  }
});
