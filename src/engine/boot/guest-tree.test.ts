// Sizes of guests' device trees, beside those that real Xen printed on QEMU's virt machine.
import { expect, test } from 'vitest';
import type { Release } from '../../model/release.ts';
import { DEFAULT_TARGET } from '../../model/target.ts';
import { planSpec } from '../../testing/plan-spec.ts';
import { analyse } from '../index.ts';

test.each<[Release, string]>([
  ['4.17', '47c'],
  ['4.19', '430'],
  ['4.22', '450'],
])('a guest without bootargs has no such property in its tree, as on Xen %s', (release, size) => {
  const plan = planSpec('domU1 vpl011 memory 10000 kernel 44300000+10000', release);
  const lines = analyse(plan, { ...DEFAULT_TARGET, release }).log.map(({ text }) => text);
  expect(lines).toContain(`Loading d1 DTB to 0x0000000043e00000-0x0000000043e00${size}`);
});
