import { expect, test } from 'vitest';
import { strings } from '../model/cells.ts';
import { node } from '../model/tree.ts';
import { planSpec } from '../testing/plan-spec.ts';
import { reg, tree } from '../testing/tree-spec.ts';
import { suggestedXenBootargs, withXenBootargs, xenBootargs } from './xen-bootargs.ts';

test('Xen’s command line is set, kept and removed', () => {
  const plan = planSpec('domU1 static 60000000+10000000');
  expect(xenBootargs(plan.tree)).toBeNull();
  const suggested = suggestedXenBootargs(plan.host);
  expect(suggested).toBe('console=dtuart dtuart=/pl011@9000000');
  const set = withXenBootargs(plan, suggested);
  expect(xenBootargs(set.tree)).toBe(suggested);
  expect(withXenBootargs(set, suggested)).toBe(set);
  expect(withXenBootargs(set, null).tree).toEqual(plan.tree);
});

test('the console is the one the command line names', () => {
  const uart = (name: string) => node(name, [strings('compatible', 'arm,pl011'), reg(0, 0x1000, 0, 0x1000)]);
  const plan = { ...planSpec('ram 40000000+1000'), tree: tree([uart('a'), uart('b')]) };
  expect(withXenBootargs(plan, 'dtuart=/b').host.uart?.path).toBe('/b');
});

test('a tree without /chosen gets one; without a UART there is nothing to suggest', () => {
  const plan = { ...planSpec('ram 40000000+1000'), tree: tree([]) };
  expect(withXenBootargs(plan, null)).toBe(plan);
  expect(xenBootargs(withXenBootargs(plan, 'loglvl=all').tree)).toBe('loglvl=all');
  expect(suggestedXenBootargs({ ...plan.host, uart: null })).toBeNull();
});
