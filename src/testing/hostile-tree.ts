// Trees made of the words readers look for, with values that fit them, or nearly, or not at all.
import fc from 'fast-check';
import { strings } from '../model/cells.ts';
import type { Tree, TreeNode } from '../model/tree.ts';
import { cells } from './tree-spec.ts';

const NAMES = [
  '',
  'memory',
  'memory@0',
  'reserved-memory',
  'cpus',
  'cpu@0',
  'aliases',
  'soc',
  'serial0',
  'a@1',
  'domU1',
  'module@1',
];
const PROPERTIES = [
  '#address-cells',
  '#size-cells',
  'reg',
  'ranges',
  'status',
  'compatible',
  'compatible',
  'device_type',
  'size',
  'phandle',
  'iommus',
  'iommu-map',
  'mmu-masters',
  '#stream-id-cells',
  'interrupt-controller',
  'interrupts',
  'stdout-path',
  'xen,xen-bootargs',
  'xen,static-heap',
  'xen,static-mem',
  '#xen,static-mem-address-cells',
  'xen,shm-id',
  'xen,shared-mem',
  'role',
  'memory',
  'cpus',
  'direct-map',
  'bootargs',
];
const WORDS = [
  'arm,gic-v3',
  'arm,pl011',
  'memory',
  'serial0',
  'xen,domain',
  'multiboot,module',
  'multiboot,kernel',
  'xen,domain-shared-memory-v1',
  'owner',
];

const property = fc.record({
  name: fc.constantFrom(...PROPERTIES),
  value: fc.oneof(
    fc.uint8Array({ maxLength: 40 }).map((bytes) => new Uint8Array(bytes)),
    fc.array(fc.nat(4), { maxLength: 8 }).map((list) => cells('', ...list).value),
    fc
      .array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 3 })
      .map((list) => strings('', ...list).value),
  ),
});

const nodes = (name: fc.Arbitrary<string>, depth: number): fc.Arbitrary<TreeNode> =>
  fc.record({
    name,
    properties: fc.array(property, { maxLength: 8 }),
    children:
      depth === 0 ? fc.constant([]) : fc.array(nodes(fc.constantFrom(...NAMES), depth - 1), { maxLength: 4 }),
  });

/** Names may repeat, also where a blob would not have them twice; there is a `/chosen` to look into. */
export const hostileTree: fc.Arbitrary<Tree> = fc
  .tuple(nodes(fc.constant(''), 2), nodes(fc.constant('chosen'), 2))
  .map(([root, chosen]) => ({
    root: { ...root, children: [...root.children, chosen] },
    memreserve: [],
    bootCpu: 0,
  }));
