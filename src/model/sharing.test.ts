import { expect, test } from 'vitest';
import { planSpec } from '../testing/plan-spec.ts';
import { withSharers } from './sharing.ts';

test('whoever shares a memory comes along; who has another under its name does not', () => {
  const plan = planSpec(`domU1 kernel 48000000+1000 shared ipc 70000000>70000000+1000 owner
    | domU2 shared ipc 70000000>80000000+1000 borrower | domU3 shared ipc 71000000>70000000+1000`);
  const [first, second] = plan.domains.map(({ shared }) => shared[0]?.id);
  const kernel = plan.domains[0]?.modules[0]?.id;
  if (first === undefined || kernel === undefined) throw new Error('no such thing');
  expect(withSharers(plan, [kernel, first])).toEqual([kernel, first, second]);
  expect(withSharers(plan, [kernel])).toEqual([kernel]);
});
