// `xen,static-heap` of `/chosen`: the only memory Xen's heap may use. Since 4.17 (commit 4596329291).
//
// (address, size) pairs in bytes, host physical, in the ROOT's cells whatever `/chosen` says: the property is read
// by process_chosen_node (xen/common/device-tree/bootinfo-fdt.c), which is handed the cells of /chosen's parent.
import type { Cells } from '../model/cells.ts';
import { type Range, sameRange } from '../model/range.ts';
import { findProperty } from '../model/tree.ts';
import { encodePairs, readPairs } from './cells-in-force.ts';
import type { Field } from './field.ts';

export const STATIC_HEAP = 'xen,static-heap';

export const sameRanges = (a: readonly Range[] | null, b: readonly Range[] | null): boolean =>
  a === b ||
  (a !== null &&
    b !== null &&
    a.length === b.length &&
    a.every((range, i) => {
      const other = b[i];
      return other !== undefined && sameRange(range, other);
    }));

/** No banks are said by leaving the property out. */
export const staticHeap = (rootCells: Cells): Field<readonly Range[]> => ({
  name: STATIC_HEAP,
  read: (chosen) => readPairs(findProperty(chosen, STATIC_HEAP) ?? new Uint8Array(), rootCells),
  same: sameRanges,
  write: (banks) => (banks.length === 0 ? null : encodePairs(banks, rootCells)),
});
