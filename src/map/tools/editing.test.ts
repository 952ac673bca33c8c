import { expect, test } from 'vitest';
import { hostRange, findEntity } from '../../model/entities.ts';
import type { EntityId, Plan } from '../../model/plan.ts';
import { range } from '../../model/range.ts';
import { planSpec } from '../../testing/plan-spec.ts';
import { sceneOf } from '../geometry/guest-lanes.ts';
import type { Block } from '../geometry/scene.ts';
import { edited, editOf } from './editing.ts';
import type { Change } from './tool.ts';

const plan = planSpec(
  'a static 50000000+4000000 58000000+4000000 kernel 44000000+10000 | b static 60000000+4000000 kernel 44000000+10000',
);
const scene = sceneOf(plan, [], false);
const laneOf = (name: string) => scene.host.find(({ title }) => title === name);
const block = (name: string): Block => {
  const found = scene.host.flatMap(({ blocks }) => blocks).find((one) => one.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
};
const startOf = (of: Plan, id: EntityId): bigint | undefined => {
  const entity = findEntity(of, id);
  return entity === undefined ? undefined : hostRange(entity)?.start;
};
const none = () => [];
const guide = { at: plan.host.memory[0]?.start ?? (0n as never), met: [], grid: 1n as never };

test('what moves along goes as far, what is pushed goes where it is pushed, and the rest stays', () => {
  const [first, second, other] = [block('a bank 0'), block('a bank 1'), block('b bank 0')];
  const change: Change = {
    kind: 'move',
    block: first,
    lane: laneOf('a') as never,
    range: range(0x5100_0000n, 0x400_0000n),
    along: [second],
    stays: [],
    aside: [{ block: other, to: range(0x7000_0000n, 0x400_0000n) }],
    stop: null,
    guide,
  };
  const after = edited(plan, structuredClone(editOf(change)), none);
  const starts = [first, second, other].map(({ ids }) => startOf(after, ids[0] as EntityId));
  expect(starts).toEqual([0x5100_0000n, 0x5900_0000n, 0x7000_0000n]);
  expect(startOf(after, plan.domains[0]?.modules[0]?.id as EntityId)).toBe(0x4400_0000n);
});

test('a kernel that two domains load moves for both', () => {
  const kernel = scene.host.flatMap(({ blocks }) => blocks).find(({ ids }) => ids.length === 2);
  if (kernel === undefined) throw new Error('not shared');
  const to = range(0x4800_0000n, 0x1_0000n);
  const change = { kind: 'move', block: kernel, range: to, along: [], aside: [] } as unknown as Change;
  const after = edited(plan, editOf(change), none);
  expect(after.domains.map(({ modules }) => modules[0]?.start)).toEqual([to.start, to.start]);
});

test('what is drawn becomes what its lane draws', () => {
  const lane = laneOf('b');
  if (lane === undefined || lane.draws === null) throw new Error('nothing can be drawn');
  const at = range(0x7000_0000n, 0x20_0000n);
  const after = edited(plan, editOf({ kind: 'create', lane, draws: lane.draws, range: at, guide }), none);
  expect(after.domains[1]?.staticMem?.map(({ start }) => start)).toEqual([0x6000_0000n, 0x7000_0000n]);
});
