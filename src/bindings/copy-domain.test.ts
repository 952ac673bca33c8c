import { expect, test } from 'vitest';
import { printTree } from '../devicetree/print.ts';
import type { EntityId, Plan } from '../model/plan.ts';
import { addDomain } from '../model/edit.ts';
import { problemText } from '../model/result.ts';
import { strings, u32 } from '../model/cells.ts';
import { nodeAt, node } from '../model/tree.ts';
import { planSpec } from '../testing/plan-spec.ts';
import { duplicateAll } from './copy-domain.ts';
import { planOf } from './plan.ts';
import { settle } from './settle.ts';

const PLAN = planSpec(`ram 40000000+20000000 | heap 48000000+1000000
  | domU1 dm cpus 2 static 50000000+1000000 52000000+1000 kernel 44000000+10000 dtb 45000000+1000 shared ipc 58000000>58000000+1000 owner
  | linux memory 1000`);

const idsOf = (plan: Plan, ...names: string[]): EntityId[] =>
  plan.domains.filter(({ name }) => names.includes(name)).map(({ id }) => id);

function copied(plan: Plan, ids: readonly EntityId[]): { plan: Plan; ids: readonly EntityId[] } {
  const result = duplicateAll(plan, ids);
  if (!result.ok) throw new Error(problemText(result.problem));
  const settled = settle(result.value.plan, '4.22');
  if (!settled.ok) throw new Error(problemText(settled.problem));
  return { plan: settled.value, ids: result.value.ids };
}
const hex = (value: bigint): string => value.toString(16);

test('a domain is copied under a fresh name, its banks to free addresses, its files shared', () => {
  const { plan, ids } = copied(PLAN, idsOf(PLAN, 'domU1'));
  expect(plan.domains.map(({ name }) => name)).toEqual(['domU1', 'linux', 'domU2']);
  const [of, , copy] = plan.domains;
  expect(ids).toEqual([copy?.id]);
  expect(of).toEqual(PLAN.domains[0]);
  expect(copy).toMatchObject({ cpus: 2, directMap: true, memory: of?.memory });
  expect(copy?.staticMem?.map(({ start, size }) => `${hex(start)}+${hex(size)}`)).toEqual([
    '51000000+1000000',
    '52200000+1000',
  ]);
  // The kernel serves both; the devices behind the passthrough tree cannot.
  expect(copy?.modules).toMatchObject([{ kind: 'kernel', start: 0x4400_0000n }]);
  expect(copy?.shared).toMatchObject([{ shmId: 'ipc', host: 0x5800_0000n, role: 'borrower' }]);
  expect(planOf(plan.tree, plan.board).domains).toHaveLength(3);
});

test('what we do not model comes along, but for what others know it by', () => {
  const { root } = PLAN.tree;
  const own = [u32('xen,grant-version', 2), u32('phandle', 7), strings('xen,enhanced', 'no-xenstore')];
  const children = root.children.map((chosen) =>
    chosen.name !== 'chosen'
      ? chosen
      : {
          ...chosen,
          children: chosen.children.map((child) =>
            child.name === 'domU1'
              ? {
                  ...child,
                  properties: [...child.properties, ...own],
                  children: [...child.children, node('evtchn', [strings('compatible', 'xen,evtchn-v1')])],
                }
              : child,
          ),
        },
  );
  const plan = planOf({ ...PLAN.tree, root: { ...root, children } }, PLAN.board);
  const { tree } = copied(plan, idsOf(plan, 'domU1')).plan;
  const copy = nodeAt(tree, '/chosen/domU2');
  expect(copy?.properties.map(({ name }) => name)).toContain('xen,grant-version');
  expect(copy?.properties.map(({ name }) => name)).toContain('xen,enhanced');
  expect(copy?.properties.map(({ name }) => name)).not.toContain('phandle');
  expect(copy?.children.map(({ name }) => name)).not.toContain('evtchn');
});

test('several at once, and what else is selected; a name without a number gets one', () => {
  const heap = PLAN.heap.map(({ id }) => id);
  const { plan, ids } = copied(PLAN, [...idsOf(PLAN, 'domU1', 'linux'), ...heap]);
  expect(plan.domains.map(({ name }) => name)).toEqual(['domU1', 'linux', 'domU2', 'linux-2']);
  expect(plan.heap).toHaveLength(2);
  expect(ids).toEqual([...idsOf(plan, 'domU2', 'linux-2'), plan.heap[1]?.id]);
  const again = copied(plan, idsOf(plan, 'linux'));
  expect(again.plan.domains.at(-1)?.name).toBe('linux-3');
});

test('a pin is not copied, and a plan that cannot be copied says why', () => {
  const pinned = { ...PLAN, pinned: new Set((PLAN.domains[0]?.staticMem ?? []).map(({ id }) => id)) };
  const { plan, ids } = copied(pinned, idsOf(PLAN, 'domU1'));
  const copy = plan.domains.find(({ id }) => id === ids[0]);
  expect(copy?.staticMem?.some(({ id }) => plan.pinned.has(id))).toBe(false);
  const full = planSpec('ram 40000000+10000000 | domU1 static 40000000+9000000');
  const result = duplicateAll(full, idsOf(full, 'domU1'));
  expect(result.ok ? '' : problemText(result.problem)).toBe(
    'no free piece of RAM is large enough for a copy of domU1',
  );
});

test('the original keeps its very text', () => {
  const domU1 = (of: Plan): string => /domU1 \{[^]*?\n\t\t\};/.exec(printTree(of.tree))?.[0] ?? '';
  expect(domU1(copied(PLAN, idsOf(PLAN, 'domU1')).plan)).toBe(domU1(PLAN));
});

// SEED=2147483647 of the laws of reconcile.
test('a domain that has no node yet is copied without one', () => {
  const { plan: before, id } = addDomain(PLAN, 'guest1');
  const copy = duplicateAll(before, [id]);
  if (!copy.ok) throw new Error(problemText(copy.problem));
  const { plan } = copy.value;
  expect(plan.domains.map(({ name }) => name)).toEqual(['domU1', 'linux', 'guest1', 'guest2']);
  expect(plan.tree).toEqual(before.tree);
  expect(plan.paths).toEqual(before.paths);
});
