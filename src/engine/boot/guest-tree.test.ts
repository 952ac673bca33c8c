// Sizes of guests' device trees, beside those that real Xen printed on QEMU's virt machine.
import { expect, test } from 'vitest';
import type { Release } from '../../model/release.ts';
import { DEFAULT_TARGET } from '../../model/target.ts';
import { planSpec } from '../../testing/plan-spec.ts';
import { analyse } from '../index.ts';

test.each<[Release, string, string]>([
  ['4.16', 'domU1', '3e6'],
  ['4.16', 'gic 2 | domU1', '3e6'],
  ['4.16', 'domU1 vpl011', '484'],
  ['4.16', 'gic 2 | domU1 vpl011', '484'],
  ['4.17', 'domU1 vpl011', '47c'],
  ['4.19', 'domU1 vpl011', '430'],
  ['4.22', 'domU1 vpl011', '450'],
])('a guest without bootargs has no such property in its tree: Xen %s, %s', (release, domain, size) => {
  const plan = planSpec(`${domain} memory 10000 kernel 44300000+10000`, release);
  const lines = analyse(plan, { ...DEFAULT_TARGET, release }).log.map(({ text }) => text);
  expect(lines).toContain(`Loading d1 DTB to 0x0000000043e00000-0x0000000043e00${size}`);
});
