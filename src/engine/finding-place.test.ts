// Every finding about a value says which, so that a text can show its line.
import { describe, expect, it } from 'vitest';
import { findProperty, nodeAt } from '../model/tree.ts';
import { bootExample, treeOf } from '../testing/example.ts';
import type { Finding } from './analysis.ts';
import { type Entry, REFUSALS } from './refusals/registry.ts';

/** Properties that may be missing, which is then what is wrong. */
const MISSING = new Set([
  'cpus',
  'memory',
  'reg',
  'device_type',
  'xen,shm-id',
  'xen,shared-mem',
  'role',
  'xen,xen-bootargs',
  // On an MPU.
  'direct-map',
  'xen,static-heap',
]);

/** What the catalogue's examples are about, by rule. */
const ABOUT: readonly (readonly [id: string, property: string])[] = [
  ['cpus-missing', 'cpus'],
  ['cpus-zero', 'cpus'],
  ['direct-map-needs-static', 'direct-map'],
  ['directmap-too-small', 'reg'],
  ['dyn-zero', 'memory'],
  ['dtb-too-big', 'xen,static-mem'],
  ['frametable-too-small', 'reg'],
  ['gunzip-heap', 'reg'],
  ['heap-exposed-to-dom0', 'xen,static-heap'],
  ['heap-for-static-domain', 'xen,static-heap'],
  ['heap-outside-ram', 'xen,static-heap'],
  ['heap-overlap', 'xen,static-heap'],
  ['host-page-missing', 'reg'],
  ['memory-missing', 'memory'],
  ['mod-no-reg', 'reg'],
  ['mod-not-a-kernel', 'reg'],
  ['mod-overlap', 'reg'],
  ['not-in-release', 'direct-map'],
  ['p2m-pool-nomem', 'memory'],
  ['place-initrd-copy', 'xen,shared-mem'],
  ['place-outside-ram', 'reg'],
  ['ram-beyond-groups', 'reg'],
  ['ram-no-device-type', 'device_type'],
  ['resv-disabled', 'status'],
  ['shm-guest-overlaps-mmio', 'xen,shared-mem'],
  ['shm-guest-overlaps-shm', 'xen,shared-mem'],
  ['shm-id-long', 'xen,shm-id'],
  ['shm-id-missing', 'xen,shm-id'],
  ['shm-overlap', 'xen,shared-mem'],
  ['static-outside-above', 'xen,static-mem'],
  ['static-overlap', 'xen,static-mem'],
  ['static-sum-less', 'memory'],
  ['static-sum-more', 'memory'],
  ['static-trailing-cells', 'xen,static-mem'],
];

const findingOf = ({ id, example }: Entry): Finding | undefined =>
  bootExample(example, example.triggers()).findings.find(({ rule }) => rule === id);

it.each(ABOUT)('%s is about %s', (id, property) => {
  const entry = REFUSALS.find((one) => one.id === id);
  expect(entry && findingOf(entry)?.property).toBe(property);
});

const named = REFUSALS.flatMap((entry) => {
  const { path, property } = findingOf(entry) ?? {};
  return property === undefined ? [] : [{ ...entry, path: path ?? '', property }];
});

describe('the property is there, or is what is missing', () => {
  it.each(named)('$id: $property', ({ example, path, property }) => {
    const node = nodeAt(treeOf(example.triggers()), path);
    const isThere = node !== undefined && findProperty(node, property) !== undefined;
    expect([isThere, MISSING.has(property)]).toContain(true);
    expect(node).toBeDefined();
  });
});
