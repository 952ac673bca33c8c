// A property of addresses and sizes as it is read: whose `#address-cells` and `#size-cells` apply to it, what they make
// of its numbers, and what is left over. For people who look at a text and wonder.
import { type Cells, cellCount, DEFAULT_CELLS, numberAt, readU32 } from '../model/cells.ts';
import { isDomainNode } from '../model/domain-nodes.ts';
import { holds, type Release } from '../model/release.ts';
import { findProperty, nodeAt, type Tree } from '../model/tree.ts';
import { SHARED_MEM } from './shared-mem.ts';
import { STATIC_HEAP } from './static-heap.ts';
import { STATIC_MEM, STATIC_MEM_CELLS } from './static-mem.ts';

/** A number of cells, and the property that says so; `from` is null where nothing does and the default holds. */
export interface CellsFrom {
  readonly count: number;
  readonly name: string;
  readonly from: string | null;
}

export interface Group {
  /** Those of `xen,shared-mem`: the host's, then the guest's. */
  readonly addresses: readonly bigint[];
  readonly size: bigint;
}

export interface CellsRead {
  readonly address: CellsFrom;
  readonly size: CellsFrom;
  /** Cells one group takes. */
  readonly step: number;
  readonly groups: readonly Group[];
  /** Cells behind the last whole group. */
  readonly left: number;
}

const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/')) || '/';

/** From the node at a path upwards, the first that states it. */
function cellsFrom(tree: Tree, path: string, name: string, otherwise: number): CellsFrom {
  for (let at = path; ; at = parentOf(at)) {
    const node = nodeAt(tree, at);
    const count = node && readU32(node, name);
    if (count !== undefined) return { count, name, from: at };
    if (at === '/') return { count: otherwise, name, from: null };
  }
}

/** 4.16 reads `xen,static-mem` in two properties of the domain's own, and as no cells where it lacks them. */
function ownCells(tree: Tree, path: string, name: string): CellsFrom {
  const node = nodeAt(tree, path);
  const count = node && readU32(node, name);
  return count === undefined ? { count: 0, name, from: null } : { count, name, from: path };
}

/** How `release` reads a property; null for one that is no list of addresses and sizes, or is not there. */
export function cellsRead(tree: Tree, path: string, property: string, release: Release): CellsRead | null {
  const of = nodeAt(tree, path);
  const value = of && findProperty(of, property);
  if (of === undefined || value === undefined || path === '/') return null;
  if (![STATIC_HEAP, STATIC_MEM, SHARED_MEM, 'reg'].includes(property)) return null;
  if (property === STATIC_MEM && !isDomainNode(of)) return null;
  const isOwn = property === STATIC_MEM && holds({ until: '4.17' }, release);
  const [ownAddress, ownSize] = STATIC_MEM_CELLS;
  const above = property === STATIC_HEAP ? '/' : parentOf(path);
  const address = isOwn
    ? ownCells(tree, path, ownAddress)
    : cellsFrom(tree, above, '#address-cells', DEFAULT_CELLS.address);
  const size = isOwn
    ? ownCells(tree, path, ownSize)
    : cellsFrom(tree, above, '#size-cells', DEFAULT_CELLS.size);
  const cells: Cells = { address: address.count, size: size.count };
  const count = cellCount(value);
  const addresses = property === SHARED_MEM && count !== cells.address + cells.size ? 2 : 1;
  const step = addresses * cells.address + cells.size;
  const most = step === 0 || step > 16 ? 0 : Math.floor(count / step);
  const groups = Array.from({ length: property === SHARED_MEM ? Math.min(most, 1) : most }, (_, i) => ({
    addresses: Array.from(
      { length: addresses },
      (_one, n) => numberAt(value, i * step + n * cells.address, cells.address) ?? 0n,
    ),
    size: numberAt(value, i * step + addresses * cells.address, cells.size) ?? 0n,
  }));
  return { address, size, step, groups, left: count - groups.length * step };
}
