// `xen,static-mem` of a domain: its RAM as host physical ranges. Since 4.16 (commit 41c031ff43).
//
// (address, size) pairs in bytes. Up to 4.16 in cells of their own, two properties of the domain; from 4.17 on
// (commit 942ac5fc15) in the cells of `/chosen`, not of the domain (bootinfo-fdt.c:process_domain_node,
// static-memory.c). The two old properties are ignored from 4.17 on.
import { type Cells, encodeNumbers } from '../model/cells.ts';
import type { Range } from '../model/range.ts';
import { holds, type Release, type Span } from '../model/release.ts';
import { findProperty, type TreeNode } from '../model/tree.ts';
import { encodePairs, readPairs } from './cells-in-force.ts';
import type { Field } from './field.ts';
import { withProperty } from './node-edit.ts';
import { sameRanges } from './static-heap.ts';

export const STATIC_MEM = 'xen,static-mem';
export const STATIC_MEM_CELLS = ['#xen,static-mem-address-cells', '#xen,static-mem-size-cells'] as const;
const OWN_CELLS: Span = { until: '4.17' };

/** null: the domain has no static memory. An empty list is a property without a value. */
export const staticMem = (chosenCells: Cells): Field<readonly Range[] | null> => ({
  name: STATIC_MEM,
  read: (domain) => {
    const value = findProperty(domain, STATIC_MEM);
    return value === undefined ? null : readPairs(value, chosenCells);
  },
  same: sameRanges,
  write: (banks) => (banks === null ? null : encodePairs(banks, chosenCells)),
});

/**
 * The domain with the cells properties its release wants beside `xen,static-mem`. Where the release ignores them
 * they stay as found, unless `rewritten` says that the banks just changed and old cells might now be wrong.
 */
export function settleOwnCells(
  domain: TreeNode,
  chosenCells: Cells,
  release: Release,
  rewritten: boolean,
  order: readonly string[],
): TreeNode {
  const wanted = holds(OWN_CELLS, release) && findProperty(domain, STATIC_MEM) !== undefined;
  if (!wanted && !rewritten) return domain;
  const [address, size] = STATIC_MEM_CELLS;
  const cell = (count: number): Uint8Array | null => (wanted ? encodeNumbers([[BigInt(count), 1]]) : null);
  return withProperty(
    withProperty(domain, address, cell(chosenCells.address), order),
    size,
    cell(chosenCells.size),
    order,
  );
}
