import { expect, test } from 'vitest';
import type { Release } from '../../model/release.ts';
import { GUEST_THINGS } from '../analysis.ts';
import { type Layout, originsOf } from './origins.ts';

test('everything has a reason on every release that has it', () => {
  const without = (layout: Layout, release: Release) => {
    const origins = originsOf(layout, 3, release);
    return GUEST_THINGS.filter((thing) => origins[thing] === undefined);
  };
  expect(without('packed', '4.22')).toEqual([]);
  expect(without('direct', '4.17')).toEqual(['xenstore']);
  expect(without('host', '4.16')).toEqual(['xenstore', 'xenstore-late', 'shared']);
});

test('what decides it moved from file to file', () => {
  expect(originsOf('packed', 3, '4.17').ram?.source).toBe(
    'allocate_static_memory, xen/arch/arm/domain_build.c (Xen 4.17)',
  );
  expect(originsOf('packed', 3, '4.22').ram?.source).toBe(
    'allocate_static_memory, xen/common/device-tree/static-memory.c (Xen 4.22)',
  );
  expect(originsOf('heap', 2, '4.20').gic?.source).toBe(
    'vgic_v2_domain_init, xen/arch/arm/vgic-v2.c (Xen 4.20)',
  );
});

test('a drag asks for the same layout again and again and gets the same object', () => {
  expect(originsOf('direct', 3, '4.22')).toBe(originsOf('direct', 3, '4.22'));
});
