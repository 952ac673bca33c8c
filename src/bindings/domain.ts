// Domains: children of `/chosen` with `compatible = "xen,domain"`. All releases.
//
// `cpus` u32, required. `memory` u64 in KiB, required, also beside `xen,static-mem` where it must equal the sum of
// the banks. `direct-map` and `vpl011` by presence; direct-map since 4.17 (commit 75591dcfe0).
// (xen/common/device-tree/dom0less-bindings.c and dom0less-build.c:construct_domU.)
import { bytes, type Bytes, KiB } from '../model/addr.ts';
import { type Cells, encodeNumbers, numberAt, readU32, strings, u32 } from '../model/cells.ts';
import type { Domain } from '../model/plan.ts';
import type { Release } from '../model/release.ts';
import { findProperty, node, type TreeNode } from '../model/tree.ts';
import { WIDE } from './cells-in-force.ts';
import { type Field, settleField } from './field.ts';
import { withName } from './node-edit.ts';
import { settleOwnCells, STATIC_MEM, STATIC_MEM_CELLS, staticMem } from './static-mem.ts';

const ORDER = [
  'compatible',
  '#address-cells',
  '#size-cells',
  'cpus',
  'memory',
  ...STATIC_MEM_CELLS,
  STATIC_MEM,
  'direct-map',
  'vpl011',
];

/** What a domain's own properties say; the entity without ids and children. */
export type DomainFacts = Pick<Domain, 'name' | 'cpus' | 'memory' | 'directMap' | 'vpl011'> & {
  readonly staticMem: ReturnType<ReturnType<typeof staticMem>['read']>;
};

/** `chosenCells` are those in force for the children of `/chosen`. */
export const readDomain = (of: TreeNode, chosenCells: Cells): DomainFacts => ({
  name: of.name,
  cpus: cpus.read(of),
  memory: memory.read(of),
  staticMem: staticMem(chosenCells).read(of),
  directMap: directMap.read(of),
  vpl011: vpl011.read(of),
});

/** 0 stands for a missing property, which Xen refuses. */
const cpus: Field<number> = {
  name: 'cpus',
  read: (of) => readU32(of, 'cpus') ?? 0,
  same: Object.is,
  write: (count) => u32('cpus', count).value,
};

/** Bytes; null stands for a property that is missing or shorter than Xen's u64. */
const memory: Field<Bytes | null> = {
  name: 'memory',
  read: (of) => {
    const kib = numberAt(findProperty(of, 'memory') ?? new Uint8Array(), 0, 2);
    return kib === undefined ? null : bytes(kib * KiB);
  },
  same: Object.is,
  write: (size) => (size === null ? null : encodeNumbers([[size / KiB, 2]])),
};

const presence = (name: string): Field<boolean> => ({
  name,
  read: (of) => findProperty(of, name) !== undefined,
  same: Object.is,
  write: (present) => (present ? new Uint8Array() : null),
});
const directMap = presence('direct-map');
const vpl011 = presence('vpl011');

/** A domain node with nothing but what every domain has, and cells wide enough for its children. */
const newDomainNode = (name: string): TreeNode =>
  node(name, [
    strings('compatible', 'xen,domain'),
    u32('#address-cells', WIDE.address),
    u32('#size-cells', WIDE.size),
  ]);

/** The node of a domain, children aside: `old` with what differs written into it, or a new one. */
export function settleDomainProperties(
  old: TreeNode | undefined,
  chosenCells: Cells,
  release: Release,
  domain: DomainFacts,
): TreeNode {
  let of = withName(old ?? newDomainNode(domain.name), domain.name);
  of = settleField(of, cpus, domain.cpus, ORDER);
  of = settleField(of, memory, domain.memory, ORDER);
  const before = of;
  of = settleField(of, staticMem(chosenCells), domain.staticMem, ORDER);
  of = settleOwnCells(of, chosenCells, release, of !== before, ORDER);
  of = settleField(of, directMap, domain.directMap, ORDER);
  return settleField(of, vpl011, domain.vpl011, ORDER);
}
