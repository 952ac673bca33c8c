import { expect, it } from 'vitest';
import { planSpec } from '../../testing/plan-spec.ts';
import { DEFAULT_TARGET } from '../../model/target.ts';
import { analyse } from '../index.ts';

const panicOf = (spec: string) => analyse(planSpec(spec), DEFAULT_TARGET).panic;

// Real Xen 4.17.5 and 4.19; a chunk of 2 GiB is more than Xen ever has, so a smaller one is the largest it looks for then.
it.each([
  ['131073 KiB', '20001', 'hang', null],
  ['2 GiB and 3 KiB', '200003', 'panic', 2097155],
  ['3 GiB and 3 KiB', '300003', 'hang', null],
])('%s from the heap', (_, memory, consequence, kib) => {
  expect(panicOf(`ram 40000000+200000000 | domU1 memory ${memory} kernel 44000000+1000`)).toMatchObject({
    rule: 'dyn-subpage',
    consequence,
    message:
      kib === null
        ? null
        : `Failed to allocate requested domain memory. ${kib}KB unallocated. Fix the VMs configurations.`,
  });
});
