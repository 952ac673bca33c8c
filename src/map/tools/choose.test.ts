import { describe, expect, test } from 'vitest';
import type { Addr } from '../../model/addr.ts';
import type { EntityId } from '../../model/plan.ts';
import { range } from '../../model/range.ts';
import { planSpec } from '../../testing/plan-spec.ts';
import { linearAxis } from '../geometry/axis.ts';
import { sceneOf } from '../geometry/guest-lanes.ts';
import { rowsOf } from '../geometry/rows.ts';
import { scaleOf } from '../geometry/scale.ts';
import type { Block, Lane } from '../geometry/scene.ts';
import { allOf, brushed, chosen, type Pick } from './choose.ts';

// 1 px is 1 MiB from 0x40000000 on. Banks are called by domain and number: `a0`.
const plan = planSpec(
  'reserved 48000000+1000000 | a static 50000000+1000000 51000000+1000000 60000000+1000000 | b static 50800000+1000000 | c shared ipc 70000000>70000000+1000000 | d shared ipc 70000000>70000000+1000000',
);
const scene = sceneOf(plan, []);
const { rows } = rowsOf(scene, 2000);
const axis = linearAxis([range(0x4000_0000n, 0x8000_0000n)]);
const scale = scaleOf(axis, { start: 0x4000_0000n as Addr, bytesPerPx: 1 << 20 }, 2048);

const names = new Map<EntityId, string>([
  ...plan.domains.flatMap(({ name, staticMem }) =>
    (staticMem ?? []).map(({ id }, i) => [id, `${name}${i}`] as const),
  ),
  ...plan.domains.flatMap(({ name, shared }) => shared.map(({ id }) => [id, `${name}s`] as const)),
]);
const said = (ids: readonly EntityId[]): string => ids.map((id) => names.get(id) ?? id).join(' ');
const idOf = (name: string): EntityId =>
  [...names].find(([, other]) => other === name)?.[0] ?? ('' as EntityId);
const idsOf = (text: string): EntityId[] => (text === '' ? [] : text.split(' ').map(idOf));

function find(name: string): { block: Block; lane: Lane } {
  for (const lane of scene.host)
    for (const block of lane.blocks) if (block.ids.includes(idOf(name))) return { block, lane };
  throw new Error(`no block ${name}`);
}

describe('a click', () => {
  test.each<[string, string, Pick, string]>([
    ['', 'a0', 'one', 'a0'],
    ['a0 b0', 'a0', 'one', 'a0'],
    ['a0', 'b0', 'toggle', 'a0 b0'],
    ['a0 b0', 'a0', 'toggle', 'b0'],
    ['', 'a0', 'toggle', 'a0'],
    ['', 'a1', 'run', 'a1'],
    ['a0', 'a2', 'run', 'a0 a1 a2'],
    ['a2', 'a0', 'run', 'a2 a0 a1'],
    ['a0 a1 a2', 'a1', 'run', 'a0 a1'],
    ['b0 a0', 'a1', 'run', 'b0 a0 a1'],
    ['b0', 'a1', 'run', 'b0 a1'],
    ['cs', 'ds', 'toggle', ''],
    ['cs ds', 'cs', 'toggle', ''],
  ])('with %j selected, %s by %s: %j', (before, name, pick, after) => {
    const { block, lane } = find(name);
    expect(said(chosen(idsOf(before), block, lane, pick))).toBe(after);
  });
});

describe('a box', () => {
  const row = (name: string) => rows.find(({ lane }) => lane === find(name).lane);
  const y = (name: string): number => (row(name)?.y ?? 0) + 20;
  test.each([
    ['', 'a0', 'a0', 250, 290, 'a0 a1'],
    ['', 'a0', 'b0', 290, 258, 'a0 a1 b0'],
    ['', 'a0', 'b0', 300, 1000, 'a2'],
    ['b0', 'a0', 'a0', 256, 257, 'b0 a0'],
    ['a0', 'a0', 'b0', 900, 1000, 'a0'],
  ])('with %j selected, from %s to %s, %d to %d px: %j', (before, top, bottom, x0, x1, after) => {
    const box = { from: { x: x0, y: y(top) }, to: { x: x1, y: y(bottom) } };
    expect(said(brushed(idsOf(before), box, rows, scale))).toBe(after);
  });
  test('the board’s own memory is not in it', () => {
    const box = { from: { x: 0, y: 0 }, to: { x: 2000, y: 60 } };
    expect(brushed([], box, rows, scale)).toEqual([]);
  });
});

test('the whole of a lane', () => {
  expect(said(allOf(find('a0').lane))).toBe('a0 a1 a2');
  expect(scene.host.filter(({ key }) => key === 'hardware').flatMap(allOf)).toEqual([]);
});

test('what stands in a guest and is nothing of the plan stands for its domain', () => {
  const [domain] = plan.domains;
  const at = range(0x300_1000n, 0x1000n);
  const view = {
    name: 'a',
    directMap: false,
    memory: [{ guest: 0x4000_0000n as Addr, size: 0x1000n, host: null }],
    kernel: null,
    dtb: null,
    initrd: null,
    gic: [at],
    uart: null,
    grant: null,
    shared: [],
  };
  const [lane] = sceneOf(plan, [view]).guest;
  const gic = lane?.blocks.find(({ label }) => label === 'GIC');
  if (lane === undefined || gic === undefined) throw new Error('no GIC');
  expect(chosen([], gic, lane, 'one')).toEqual([domain?.id]);
  expect(chosen([], gic, lane, 'toggle')).toEqual([]);
});
