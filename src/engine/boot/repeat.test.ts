// What one boot is remembered for must not answer for another: each pair here is asked about in turn, and the second must be
// answered as a copy is that shares no object with the first.
import { expect, test } from 'vitest';
import type { Plan } from '../../model/plan.ts';
import { DEFAULT_TARGET } from '../../model/target.ts';
import { findChild, type TreeNode } from '../../model/tree.ts';
import { planSpec } from '../../testing/plan-spec.ts';
import { analyse } from '../index.ts';

/** The same domains' nodes, each as it was, in another order. */
function turnedAround(plan: Plan): Plan {
  const { root } = plan.tree;
  const chosen = findChild(root, 'chosen');
  const isDomain = ({ children }: TreeNode): boolean => children.length > 0;
  const domains = chosen?.children.filter(isDomain).toReversed() ?? [];
  const turned = (of: TreeNode): TreeNode => ({
    ...of,
    children: [...of.children.filter((child) => !isDomain(child)), ...domains],
  });
  const children = root.children.map((child) => (child === chosen ? turned(child) : child));
  return { ...plan, tree: { ...plan.tree, root: { ...root, children } } };
}

test('an empty bank meets the one around it once that comes before it', () => {
  const plan = planSpec(
    `a static 51000000+0 58000000+4000000 kernel 44000000+10000
     b static 50000000+4000000 kernel 44100000+10000`,
  );
  expect(analyse(plan, DEFAULT_TARGET).panic).toBeNull();
  const turned = turnedAround(plan);
  const answer = analyse(turned, DEFAULT_TARGET);
  expect(answer).toStrictEqual(analyse(structuredClone(turned), DEFAULT_TARGET));
  expect(answer.panic?.rule).toBe('static-overlap');
});
