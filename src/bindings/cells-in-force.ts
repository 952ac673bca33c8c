// `#address-cells` and `#size-cells`: which are in force where, and lists of (address, size) pairs in them.
//
// Cells are inherited through nodes that lack them, as Xen and Linux do (Xen: xen/common/device-tree,
// dt_n_addr_cells); the specification's own default, 2 and 1, only holds where no ancestor has them.
import { bytes } from '../model/addr.ts';
import { type Cells, cellCount, encodeNumbers, numberAt, readU32 } from '../model/cells.ts';
import { range, type Range } from '../model/range.ts';
import type { TreeNode } from '../model/tree.ts';

/** What we write: wide enough for every address and size. */
export const WIDE: Cells = { address: 2, size: 2 };

/** Cells in force for a node's children: its own, each taken from `inherited` where it has none. */
export const childCellsOf = (of: TreeNode, inherited: Cells): Cells => ({
  address: readU32(of, '#address-cells') ?? inherited.address,
  size: readU32(of, '#size-cells') ?? inherited.size,
});

/** Cells that hold a 64-bit address and a size; PCI's three-cell addresses and sizeless `reg`s are neither. */
export const isPlain = ({ address, size }: Cells): boolean =>
  (address === 1 || address === 2) && (size === 1 || size === 2);

export const fitsCells = (value: bigint, cells: number): boolean =>
  value >= 0n && (value <= 0xffff_ffffn || value < 1n << BigInt(32 * cells));

/** Whether a pair can be written in these cells without loss. */
export const rangeFits = (at: Range, cells: Cells): boolean =>
  isPlain(cells) && fitsCells(at.start, cells.address) && fitsCells(at.size, cells.size);

/** The (address, size) pairs of a value; a short tail is ignored, as Xen does. */
export function readPairs(value: Uint8Array, cells: Cells): Range[] {
  if (!isPlain(cells)) return [];
  const pairs: Range[] = [];
  const step = cells.address + cells.size;
  for (let at = 0; at + step <= cellCount(value); at += step)
    pairs.push(
      range(numberAt(value, at, cells.address) ?? 0n, numberAt(value, at + cells.address, cells.size) ?? 0n),
    );
  return pairs;
}

/** The value holding `pairs`, each of which must fit the cells (`rangeFits`). */
export const encodePairs = (pairs: readonly Range[], cells: Cells): Uint8Array =>
  encodeNumbers(
    pairs.flatMap(({ start, size }) => [
      [start, cells.address],
      [bytes(size), cells.size],
    ]),
  );
