import { expect, test } from 'vitest';
import { addr } from '../../model/addr.ts';
import { range } from '../../model/range.ts';
import { bareOutcome } from '../../testing/bare-analysis.ts';
import { planSpec } from '../../testing/plan-spec.ts';
import { sceneOf } from './guest-lanes.ts';
import type { GuestView } from './guest-view.ts';
import { rowsOf } from './rows.ts';
import { linearAxis } from './axis.ts';
import { fitViewport, scaleOf } from './scale.ts';
import { tiesOf } from './ties.ts';

const plan = planSpec(
  'domU1 static 60000000+10000000 | domU2 memory 1000 | domU3 static 70000000+10000000 shared ipc0 78000000>78000000+1000',
);
const view = (name: string): GuestView =>
  bareOutcome({ name, memory: [{ guest: addr(0x4000_0000n), size: 0x1000_0000n, host: null }] });
const axis = linearAxis([range(0n, 0x1_0000_0000n)]);
const scale = scaleOf(axis, fitViewport(axis, 1000), 1000);

const tied = (names: readonly string[], near = (_y0: number, _y1: number) => true) =>
  tiesOf(rowsOf(sceneOf(plan, names.map(view)), 900), () => scale, near).map(
    ({ guestRow, ownRow, sharedRow }) =>
      `${guestRow.lane.title}: ${ownRow?.lane.title ?? 'none'}, ${sharedRow?.lane.title ?? 'none'}`,
  );

test.each([
  [
    'all',
    ['domU1', 'domU2', 'domU3'],
    ['domU1: domU1, Shared', 'domU2: domU2, Shared', 'domU3: domU3, Shared'],
  ],
  [
    'one that the simulator says nothing of',
    ['domU1', 'domU3'],
    ['domU1: domU1, Shared', 'domU3: domU3, Shared'],
  ],
  ['one that the plan does not know', ['other', 'domU3'], ['other: none, Shared', 'domU3: domU3, Shared']],
])('each guest is tied to its own host lane: %s', (_, names, expected) => {
  expect(tied(names)).toEqual(expected);
});

test('what is near is asked of all between the host lane and the guest’s', () => {
  const asked: number[][] = [];
  expect(tied(['domU1'], (y0, y1) => asked.push([y0, y1]) === 0)).toEqual([]);
  expect(asked).toEqual([[expect.any(Number), expect.any(Number)]]);
  expect(asked[0]?.[0]).toBeLessThan(asked[0]?.[1] ?? 0);
});
