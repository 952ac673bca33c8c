import { expect, test } from 'vitest';
import { strings } from '../model/cells.ts';
import type { Plan } from '../model/plan.ts';
import { range } from '../model/range.ts';
import { node } from '../model/tree.ts';
import { planSpec, TEST_BOARD } from '../testing/plan-spec.ts';
import { cellProperties, reg, tree } from '../testing/tree-spec.ts';
import { planOf } from './plan.ts';
import { withMemory } from './ram.ts';

const open = (children: Parameters<typeof tree>[0], ...cells: [number, number]) =>
  planOf(tree(children, cellProperties(...cells)), TEST_BOARD);
const given = (plan: Plan, ...banks: readonly (readonly [bigint, bigint])[]): Plan => {
  const result = withMemory(
    plan,
    banks.map(([start, size]) => range(start, size)),
  );
  if (!result.ok) throw new Error(result.problem.message);
  return result.value;
};
const names = (plan: Plan): string[] => plan.tree.root.children.map((child) => child.name);
const empty = node('memory@0', [
  strings('device_type', 'memory'),
  reg(0, 0, 0, 0),
  strings('status', 'disabled'),
]);

test('banks take the place of what the firmware was to fill in', () => {
  const plan = given(
    open([node('cpus'), empty, node('chosen')], 2, 2),
    [0x4000_0000n, 0x1000n],
    [0x8_0000_0000n, 0x2000n],
  );
  expect(names(plan)).toEqual(['cpus', 'memory@40000000', 'chosen']);
  expect(plan.host.memory).toEqual([range(0x4000_0000n, 0x1000n), range(0x8_0000_0000n, 0x2000n)]);
});

test('a tree without RAM gets it before what Xen reads next', () => {
  const plan = given(open([node('soc'), node('reserved-memory'), node('chosen')], 2, 2), [
    0x4000_0000n,
    0x1000n,
  ]);
  expect(names(plan)).toEqual(['soc', 'memory@40000000', 'reserved-memory', 'chosen']);
});

test('another choice replaces the first; no banks take the node away; the same banks change nothing', () => {
  const plan = planSpec('ram 40000000+10000000 80000000+10000000');
  const other = given(plan, [0x6000_0000n, 0x1000n]);
  expect(other.host.memory).toEqual([range(0x6000_0000n, 0x1000n)]);
  expect(given(other).host.memory).toEqual([]);
  expect(given(other, [0x6000_0000n, 0x1000n])).toBe(other);
});

test('a bank too long for one size cell becomes several that touch', () => {
  const plan = given(open([node('chosen')], 2, 1), [0x1_0000_0000n, 0x1_4000_0000n]);
  expect(plan.host.memory).toEqual([
    range(0x1_0000_0000n, 0x8000_0000n),
    range(0x1_8000_0000n, 0x8000_0000n),
    range(0x2_0000_0000n, 0x4000_0000n),
  ]);
});

test('an address too wide for the root is refused by name', () => {
  const result = withMemory(open([node('chosen')], 1, 1), [range(0x1_0000_0000n, 0x1000n)]);
  expect(result).toMatchObject({ ok: false, problem: { message: expect.stringContaining('0x100000000') } });
});
