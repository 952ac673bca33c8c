import { expect, test } from 'vitest';
import { strings } from '../model/cells.ts';
import type { Plan } from '../model/plan.ts';
import { node, nodeAt } from '../model/tree.ts';
import { planSpec, TEST_BOARD } from '../testing/plan-spec.ts';
import { reg, tree } from '../testing/tree-spec.ts';
import { planOf } from './plan.ts';
import { settle } from './settle.ts';
import { suggestedXenBootargs } from './xen-bootargs.ts';

function settled(plan: Plan): Plan {
  const result = settle(plan, '4.22');
  if (!result.ok) throw new Error(result.problem.message);
  return result.value;
}
const linesOf = (plan: Plan): string[] =>
  (nodeAt(plan.tree, '/chosen')?.properties ?? [])
    .filter(({ name }) => name.endsWith('bootargs'))
    .map(({ name, value }) => `${name}=${new TextDecoder().decode(value)}`);

test('the command lines are set, kept and removed', () => {
  const plan = planSpec('domU1 static 60000000+10000000');
  expect([plan.xenBootargs, plan.dom0Bootargs]).toEqual([null, null]);
  const set = settled({ ...plan, xenBootargs: 'loglvl=all', dom0Bootargs: 'quiet' });
  expect(linesOf(set)).toEqual(['xen,xen-bootargs=loglvl=all\0', 'xen,dom0-bootargs=quiet\0']);
  expect(settled(set)).toBe(set);
  expect(planOf(set.tree, TEST_BOARD)).toMatchObject({ xenBootargs: 'loglvl=all', dom0Bootargs: 'quiet' });
  expect(settled({ ...set, xenBootargs: null, dom0Bootargs: null }).tree).toEqual(plan.tree);
});

test('the console is the one the command line names', () => {
  const uart = (name: string) => node(name, [strings('compatible', 'arm,pl011'), reg(0, 0x1000, 0, 0x1000)]);
  const plan = planOf(tree([uart('a'), uart('b')]), TEST_BOARD);
  expect(plan.host.uart?.path).toBe('/a');
  const named = settled({ ...plan, xenBootargs: 'dtuart=/b' });
  expect(named.host.uart?.path).toBe('/b');
  expect(settled({ ...named, xenBootargs: null }).host.uart?.path).toBe('/a');
});

test('a tree without /chosen gets one; without a UART there is nothing to suggest', () => {
  const plan = planOf(tree([]), TEST_BOARD);
  expect(settled(plan)).toBe(plan);
  expect(linesOf(settled({ ...plan, xenBootargs: 'loglvl=all' }))).toEqual(['xen,xen-bootargs=loglvl=all\0']);
  expect(suggestedXenBootargs(plan.host)).toBeNull();
  expect(suggestedXenBootargs(planSpec('ram 40000000+1000').host)).toBe(
    'console=dtuart dtuart=/pl011@9000000',
  );
});
