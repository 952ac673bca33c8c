import { expect, test } from 'vitest';
import { bytes, GiB, MiB } from '../../model/addr.ts';
import { planSpec } from '../../testing/plan-spec.ts';
import { DEFAULT_TARGET } from '../../model/target.ts';
import { headroomOf, isPlaceable, withHalfTheRam, withLargerKernels, withOneMoreGuest } from './what-if.ts';

const PLAN = planSpec('ram 40000000+80000000 | domU1 static 60000000+20000000 kernel 44000000+1000000');

test('kernels grow by so many percent, to whole pages', () => {
  const [domain] = withLargerKernels(PLAN, 30).domains;
  expect(domain?.modules.map(({ size }) => size)).toEqual([0x14c_d000n]);
});

test('half the RAM is the lower half', () => {
  expect(withHalfTheRam(PLAN).host.memory).toEqual([{ start: 0x4000_0000n, size: GiB }]);
});

test('what fits and what does not', () => {
  expect(isPlaceable(PLAN, DEFAULT_TARGET)).toBe(true);
  expect(isPlaceable(withHalfTheRam(PLAN), DEFAULT_TARGET)).toBe(true);
  expect(isPlaceable(withOneMoreGuest(PLAN, bytes(512n * MiB), bytes(8n * MiB)), DEFAULT_TARGET)).toBe(true);
  expect(isPlaceable(withOneMoreGuest(PLAN, bytes(2n * GiB), bytes(8n * MiB)), DEFAULT_TARGET)).toBe(false);
});

test('headroom is the most that can still be placed', () => {
  const [domain] = PLAN.domains;
  const most = headroomOf(PLAN, DEFAULT_TARGET, domain!.id);
  expect(most).toBeGreaterThan(GiB);
  expect(most).toBeLessThan(GiB + 512n * MiB);
  expect(most % (2n * MiB)).toBe(0n);
});
