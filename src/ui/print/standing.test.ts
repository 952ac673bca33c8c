import { expect, test } from 'vitest';
import { planSpec } from '../../testing/plan-spec.ts';
import { standingText } from './standing.ts';

test.each([
  ['domU1 memory 1000', ''],
  ['heap 44000000+2000000 | domU1 memory 1000', 'Static Heap'],
  ['domU1 static 60000000+1000000', 'Static Allocation'],
  [
    'heap 44000000+2000000 | domU1 static 60000000+1000000 shared ipc 70000000>90000000+1000',
    'Static Allocation, Static Heap, Static Memory Sharing',
  ],
])('%s: %s', (spec, names) => {
  expect(/: (.*?)\./.exec(standingText(planSpec(spec)))?.[1] ?? '').toBe(names);
});
