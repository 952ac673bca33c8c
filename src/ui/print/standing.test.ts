import { expect, test } from 'vitest';
import { planSpec } from '../../testing/plan-spec.ts';
import { standingText } from './standing.ts';

test.each([
  ['domU1 memory 1000', '', ''],
  ['heap 44000000+2000000 | domU1 memory 1000', 'Static Heap', ''],
  ['domU1 static 60000000+1000000', 'Static Allocation', 'Static Allocation'],
  [
    'heap 44000000+2000000 | domU1 static 60000000+1000000 shared ipc 70000000>90000000+1000',
    'Static Allocation, Static Heap, Static Memory Sharing',
    'Static Allocation, Static Memory Sharing',
  ],
])('%s: %s; unsupported options: %s', (spec, names, options) => {
  const text = standingText(planSpec(spec));
  expect(/: (.*?)\./.exec(text)?.[1] ?? '').toBe(names);
  expect(/CONFIG_UNSUPPORTED has (.*?)\./.exec(text)?.[1] ?? '').toBe(options);
});
