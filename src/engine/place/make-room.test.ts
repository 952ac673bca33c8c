import { expect, test } from 'vitest';
import { DEFAULT_TARGET } from '../../model/target.ts';
import { planSpec } from '../../testing/plan-spec.ts';
import { makeRoomFor, placed } from './placing.ts';

test('room is made for what stays: whatever lies on it goes elsewhere', () => {
  const plan = planSpec('ram 40000000+80000000 | a static 60000000+10000000 | b static 68000000+10000000');
  for (const [stays, goes] of [
    [0, 'b bank 0'],
    [1, 'a bank 0'],
  ] as const) {
    const id = plan.domains[stays]?.staticMem?.[0]?.id;
    if (id === undefined) throw new Error('no bank');
    const answer = placed(plan, DEFAULT_TARGET, makeRoomFor(id));
    expect(answer.kind === 'placed' && answer.items.map(({ label }) => label)).toEqual([goes]);
  }
});
