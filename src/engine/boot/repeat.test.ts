// What one boot is remembered for must not answer for another: each pair here is asked about in turn, and the second must be
// answered as a copy is that shares no object with the first.
import { expect, test } from 'vitest';
import type { Plan } from '../../model/plan.ts';
import { DEFAULT_TARGET } from '../../model/target.ts';
import { range } from '../../model/range.ts';
import { findChild, type TreeNode } from '../../model/tree.ts';
import { planSpec } from '../../testing/plan-spec.ts';
import { analyse } from '../index.ts';
import { scanTree } from './early-scan.ts';
import { extentOf } from './overlap-index.ts';
import { again, buildSetting } from './repeat.ts';
import { type Boot, startBoot } from './state.ts';

type Nodes = readonly TreeNode[];

const domainsOf = (plan: Plan): Nodes => findChild(plan.tree.root, 'chosen')?.children ?? [];

/** With other domains, whose nodes are as they were. */
function withDomains(plan: Plan, change: (domains: Nodes) => Nodes): Plan {
  const { root } = plan.tree;
  const children = root.children.map((child) =>
    child.name === 'chosen' ? { ...child, children: change(child.children) } : child,
  );
  return { ...plan, tree: { ...plan.tree, root: { ...root, children } } };
}

function scanned(plan: Plan): Boot {
  const boot = startBoot(plan, DEFAULT_TARGET);
  scanTree(boot);
  boot.trace.early = false;
  return boot;
}

test('an empty bank meets the one around it once that comes before it', () => {
  const plan = planSpec(
    `a static 51000000+0 58000000+4000000 kernel 44000000+10000
     b static 50000000+4000000 kernel 44100000+10000`,
  );
  expect(analyse(plan, DEFAULT_TARGET).panic).toBeNull();
  const turned = withDomains(plan, (domains) => domains.toReversed());
  const answer = analyse(turned, DEFAULT_TARGET);
  expect(answer).toStrictEqual(analyse(structuredClone(turned), DEFAULT_TARGET));
  expect(answer.panic?.rule).toBe('static-overlap');
});

test('what a domain meets while it is built is asked of every bank, also of those that two scans know', () => {
  const both = planSpec('a memory 10000 | b static 50000000+4000000');
  const [node] = domainsOf(both);
  if (node === undefined) throw new Error('no domain');
  const meets = (boot: Boot): boolean =>
    again(
      buildSetting(boot),
      boot,
      node,
      1,
      ({ info }) => info.firstMet(extentOf(range(0x5000_0000n, 0x1000n)), true) !== null,
    );
  expect(meets(scanned(withDomains(both, (domains) => domains.slice(0, 1))))).toBe(false);
  scanned(both);
  expect(meets(scanned(both))).toBe(true);
});

test('a fact that is a set is another one where it holds something else', () => {
  const plan = planSpec('a memory 10000');
  const [node] = domainsOf(plan);
  if (node === undefined) throw new Error('no domain');
  let held = 1;
  const fact = (): ReadonlySet<number> => new Set([held]);
  const asks = (boot: Boot): readonly number[] =>
    again(buildSetting(boot), boot, node, 1, (of) => [...of.once(fact)]);
  expect(asks(scanned(plan))).toEqual([1]);
  held = 2;
  expect(asks(scanned(plan))).toEqual([2]);
});
