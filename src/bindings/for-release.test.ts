import { expect, test } from 'vitest';
import { planSpec } from '../testing/plan-spec.ts';
import { forRelease } from './for-release.ts';
import { settle } from './settle.ts';

test('a design is written as the release wants it, a person’s own text stays as it is', () => {
  const plan = planSpec('domU1 static 60000000+8000000 kernel 44000000+10000');
  const written = settle(plan, '4.16');
  const old = forRelease(plan, '4.16', false);
  expect(old.tree).not.toEqual(plan.tree);
  expect(old).toEqual(written.ok && written.value);
  expect(forRelease(plan, '4.16', true)).toBe(plan);
});
