import { expect, test } from 'vitest';
import { overlaps } from '../../model/range.ts';
import { DEFAULT_TARGET } from '../../model/target.ts';
import { planSpec } from '../../testing/plan-spec.ts';
import { makeRoomFor, placed, REPAIR } from './placing.ts';

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

test('nothing stays or is put on registers that the tree calls RAM', () => {
  const plan = planSpec('ram 8000000+8000000 | a static 8000000+1000000');
  const answer = placed(plan, DEFAULT_TARGET, REPAIR);
  const to = answer.kind === 'placed' ? answer.items.flatMap((item) => item.to) : [];
  const registers = plan.host.gic?.regions ?? [];
  expect(to).toHaveLength(1);
  expect(to.filter((at) => registers.some((taken) => overlaps(taken, at)))).toEqual([]);
});
