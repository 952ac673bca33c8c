// What Xen says of the standing of the features a design uses: a report is read by who has to answer for them.
import type { Plan } from '../../model/plan.ts';

/** By its name in SUPPORT.md, which has all three as Tech Preview on Arm from 4.17 to unstable and none of them in 4.16. */
const PREVIEWS: readonly (readonly [name: string, isUsed: (plan: Plan) => boolean])[] = [
  ['Static Allocation', ({ domains }) => domains.some(({ staticMem }) => staticMem !== null)],
  ['Static Heap', ({ heap }) => heap.length > 0],
  ['Static Memory Sharing', ({ domains }) => domains.some(({ shared }) => shared.length > 0)],
];

/** Empty for a design that uses none of them. */
export function standingText(plan: Plan): string {
  const used = PREVIEWS.filter(([, isUsed]) => isUsed(plan)).map(([name]) => name);
  return used.length === 0
    ? ''
    : `Tech Preview in Xen’s SUPPORT.md (from 4.17): ${used.join(', ')}. Static memory is built with CONFIG_UNSUPPORTED only.`;
}
