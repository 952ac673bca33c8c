// RAM banks and firmware reservations of a host tree.
import type { Reserved } from '../../model/board.ts';
import { type Cells, DEFAULT_CELLS, numberAt, readString } from '../../model/cells.ts';
import type { Range } from '../../model/range.ts';
import { childPath, findChild, findProperty, type Tree, type TreeNode } from '../../model/tree.ts';
import { childCellsOf, readPairs } from '../cells-in-force.ts';
import { isEnabled } from './survey.ts';

/**
 * Whether a child of the root describes RAM. Which of the two signs Xen asks for depends on its release
 * (bootinfo-fdt.c:early_scan_node: the name up to 4.19, name and device_type from 4.20); a board has RAM by either.
 */
export const isMemoryNode = (of: TreeNode): boolean =>
  readString(of, 'device_type') === 'memory' || of.name === 'memory' || of.name.startsWith('memory@');

const nonEmpty = (pairs: readonly Range[]): Range[] => pairs.filter((pair) => pair.size > 0n);

/** RAM in document order, as written: neither sorted nor joined. */
export function ramBanks(tree: Tree): Range[] {
  const cells = childCellsOf(tree.root, DEFAULT_CELLS);
  return tree.root.children
    .filter((child) => isMemoryNode(child) && isEnabled(child))
    .flatMap((child) => nonEmpty(readPairs(findProperty(child, 'reg') ?? new Uint8Array(), cells)));
}

/** Reservations nested deeper than this are not looked at. */
const MAX_DEPTH = 16;

/**
 * `/memreserve/` entries, then every enabled descendant of `/reserved-memory` with a `reg` (one entry per range)
 * or a dynamic `size`. Xen walks descendants too (bootinfo-fdt.c:process_reserved_memory), and there starts from
 * 2 and 1 cells, not from the root's.
 */
export function reservations(tree: Tree): Reserved[] {
  const found: Reserved[] = nonEmpty(tree.memreserve).map(({ start, size }) => ({
    path: '/memreserve/',
    start,
    size,
    noMap: false,
  }));
  const visit = (of: TreeNode, path: string, cells: Cells, depth: number): void => {
    const inner = childCellsOf(of, cells);
    for (const child of of.children) {
      const at = childPath(path, child.name);
      if (isEnabled(child)) for (const one of reservationsOf(child, at, inner)) found.push(one);
      if (depth < MAX_DEPTH) visit(child, at, inner, depth + 1);
    }
  };
  const top = findChild(tree.root, 'reserved-memory');
  if (top !== undefined) visit(top, '/reserved-memory', DEFAULT_CELLS, 0);
  return found;
}

function reservationsOf(of: TreeNode, path: string, cells: Cells): Reserved[] {
  const noMap = findProperty(of, 'no-map') !== undefined;
  const reg = findProperty(of, 'reg');
  if (reg !== undefined)
    return nonEmpty(readPairs(reg, cells)).map(({ start, size }) => ({ path, start, size, noMap }));
  const wanted = findProperty(of, 'size');
  const size = wanted === undefined || cells.size > 2 ? undefined : numberAt(wanted, 0, cells.size);
  return size === undefined || size === 0n ? [] : [{ path, start: null, size, noMap }];
}
