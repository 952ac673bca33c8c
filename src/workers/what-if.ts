// What if, in a thread of its own: each question is answered when it is worked out, headroom last, domain by domain.
import {
  headroomOf,
  isPlaceable,
  withHalfTheRam,
  withLargerKernels,
  withOneMoreGuest,
} from '../engine/place/what-if.ts';
import { type Bytes, bytes, MiB } from '../model/addr.ts';
import type { EntityId, Plan } from '../model/plan.ts';
import type { Target } from '../model/target.ts';

export interface WhatIfQuestion {
  /** Settled for the target's release. */
  readonly plan: Plan;
  readonly target: Target;
}

export type WhatIf = 'as it is' | 'larger kernels' | 'half the RAM' | 'one more guest';

export type WhatIfAnswer =
  /** null where that was not found out within the limit of steps. */
  | { readonly kind: 'fits'; readonly what: WhatIf; readonly fits: boolean | null }
  | { readonly kind: 'headroom'; readonly domain: EntityId; readonly more: Bytes }
  | { readonly kind: 'end' };

/** Of every kernel, in percent. */
export const LARGER = 30;
/** The guest more: its memory and its kernel. */
export const GUEST = { memory: bytes(256n * MiB), kernel: bytes(32n * MiB) };

const asked: Readonly<Record<WhatIf, (plan: Plan) => Plan>> = {
  'as it is': (plan) => plan,
  'larger kernels': (plan) => withLargerKernels(plan, LARGER),
  'half the RAM': withHalfTheRam,
  'one more guest': (plan) => withOneMoreGuest(plan, GUEST.memory, GUEST.kernel),
};

addEventListener('message', ({ data: { plan, target } }: MessageEvent<WhatIfQuestion>) => {
  const answer = (message: WhatIfAnswer): void => postMessage(message);
  for (const [what, change] of Object.entries(asked) as [WhatIf, (plan: Plan) => Plan][])
    answer({ kind: 'fits', what, fits: isPlaceable(change(plan), target) });
  for (const { id } of plan.domains)
    answer({ kind: 'headroom', domain: id, more: headroomOf(plan, target, id) });
  answer({ kind: 'end' });
});
