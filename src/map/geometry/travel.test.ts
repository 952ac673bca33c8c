import { expect, test } from 'vitest';
import { remove } from '../../model/edit.ts';
import { type Entity, entityLabel, findEntity } from '../../model/entities.ts';
import type { EntityId } from '../../model/plan.ts';
import { range } from '../../model/range.ts';
import { planSpec } from '../../testing/plan-spec.ts';
import { linearAxis } from './axis.ts';
import { sceneOf } from './guest-lanes.ts';
import { drawnOf } from './lane-layout.ts';
import { scaleOf } from './scale.ts';
import { heir, neighbour, type Route, type Stop, survivor } from './travel.ts';

// 1 px is 1 MiB from 0x40000000 on.
const MiB = 1n << 20n;
const axis = linearAxis([range(0x4000_0000n, 2048n * MiB)]);
const scale = scaleOf(axis, { start: axis.segments[0]?.start as never, bytesPerPx: Number(MiB) }, 2048);

function routeOf(
  spec: string,
  gone: readonly string[] = [],
): Route & { readonly stop: (name: string) => Stop; readonly say: (stop: Stop | null) => string } {
  const plan = planSpec(spec);
  const named = (id: EntityId): boolean => gone.includes(entityLabel(plan, findEntity(plan, id) as Entity));
  const ids = plan.domains.flatMap(({ id, staticMem }) => [id, ...(staticMem ?? []).map((bank) => bank.id)]);
  const { host, guest } = sceneOf(remove(plan, ids.filter(named)), []);
  const lanes = [...host, ...guest];
  const all = lanes.flatMap((lane) => lane.blocks.map((block) => ({ lane, block })));
  return {
    lanes,
    drawnOf: (lane) => drawnOf(lane, scale, () => false),
    stop(name) {
      const found = all.find(({ block }) => block.name === name);
      if (found === undefined) throw new Error(`no ${name}`);
      return { lane: found.lane.key, block: found.block.key };
    },
    say: (stop) => all.find(({ block }) => block.key === stop?.block)?.block.name ?? 'nowhere',
  };
}

const spec =
  'domU1 static 50000000+1000000 60000000+1000000 70000000+1000000 | domU2 static 61000000+1000000 48000000+1000000';

test.each([
  ['domU1 bank 0', '.', 'domU1 bank 1'],
  ['domU1 bank 2', '.', 'domU2 bank 1'],
  ['domU2 bank 1', ',', 'domU1 bank 2'],
  ['RAM', ',', 'nowhere'],
  ['domU1 bank 1', 'Home', 'domU1 bank 0'],
  ['domU1 bank 1', 'End', 'domU1 bank 2'],
  ['domU1 bank 1', 'ArrowDown', 'domU2 bank 0'],
  ['domU1 bank 0', 'ArrowDown', 'domU2 bank 1'],
  ['domU2 bank 0', 'ArrowUp', 'domU1 bank 1'],
  ['domU1 bank 0', 'ArrowUp', 'RAM'],
  ['domU2 bank 0', 'ArrowDown', 'nowhere'],
  ['domU1 bank 0', 'x', 'nowhere'],
])('from %s, %s leads to %s', (from, key, to) => {
  const route = routeOf(spec);
  expect(route.say(neighbour(route, route.stop(from), key))).toBe(to);
});

test('a crowd is one stop', () => {
  const route = routeOf('domU1 static 50000000+1000 50002000+1000 50004000+1000 60000000+1000000');
  expect(route.say(neighbour(route, route.stop('domU1 bank 0'), '.'))).toBe('domU1 bank 3');
});

test.each([
  ['domU1 bank 1', ['domU1 bank 1'], 'domU1 bank 2'],
  ['domU1 bank 1', ['domU1 bank 1', 'domU1 bank 2'], 'domU2 bank 1'],
  ['domU2 bank 0', ['domU2 bank 0', 'domU2 bank 1'], 'domU1 bank 2'],
])('when %s goes away with %j, the focus goes to %s', (from, gone, to) => {
  const route = routeOf(spec);
  const keys = new Set(gone.map((name) => route.stop(name).block));
  expect(route.say(survivor(route, route.stop(from), keys))).toBe(to);
});

test.each([
  ['one of several: the nearest of its lane', ['domU1 bank 2'], 'domU1 bank 2', 'domU1 bank 1'],
  [
    'all of its lane: what is nearest below',
    ['domU1 bank 0', 'domU1 bank 1', 'domU1 bank 2'],
    'domU1 bank 1',
    'domU2 bank 0',
  ],
  ['the lowest, with its lane: what is nearest above', ['domU2'], 'domU2 bank 0', 'domU1 bank 1'],
  ['everything but the board', ['domU1', 'domU2'], 'domU2 bank 0', 'RAM'],
] as const)('what takes the focus of one that went with %s', (_, gone, from, to) => {
  const before = routeOf(spec);
  const after = routeOf(spec, gone);
  expect(after.say(heir(before.lanes, after, before.stop(from)))).toBe(to);
});

test('what is in a crowd now gives the focus to the crowd', () => {
  const route = routeOf('domU1 static 50000000+1000 50001000+1000 60000000+1000000');
  expect(route.say(heir(route.lanes, route, route.stop('domU1 bank 1')))).toBe('domU1 bank 0');
});

test('a lane without any block can be where the focus was', () => {
  const route = routeOf(`${spec} | domU3 memory 10000`);
  const lane = route.lanes.find(({ title }) => title === 'domU3');
  expect(route.say(heir(route.lanes, route, { lane: lane?.key ?? '', block: '' }))).toBe('domU2 bank 1');
});
