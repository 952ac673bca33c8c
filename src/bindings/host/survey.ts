// One walk over a host tree: every node with its path, whether it is enabled, and how its addresses reach the CPU.
import { ADDRESS_LIMIT } from '../../model/addr.ts';
import { type Cells, cellCount, DEFAULT_CELLS, numberAt, readString } from '../../model/cells.ts';
import { range, type Range } from '../../model/range.ts';
import { childPath, findProperty, type Tree, type TreeNode } from '../../model/tree.ts';
import { childCellsOf, isPlain, readPairs } from '../cells-in-force.ts';

/** One `ranges` entry: `size` bytes at `child` on the bus appear at `parent` on the bus above. */
interface Window {
  readonly child: bigint;
  readonly parent: bigint;
  readonly size: bigint;
}

/** How addresses of a node's children appear one level up: unchanged, through windows, or not at all (null). */
type Windows = 'identity' | readonly Window[] | null;

export interface Place {
  readonly node: TreeNode;
  readonly path: string;
  /** null for the root. */
  readonly parent: Place | null;
  /** Neither the node nor a bus above it has a `status` other than `okay`. */
  readonly enabled: boolean;
  /** In force for the node's own `reg`. */
  readonly cells: Cells;
  /** In force for the `reg` of its children. */
  readonly childCells: Cells;
  readonly windows: Windows;
}

/** Nodes deeper than this are not looked at: no bus of a real machine is, and a hostile tree may be. */
const MAX_DEPTH = 64;
/** Windows of one bus that are looked at, so that a hostile bus costs no more than a large one. */
const MAX_WINDOWS = 1024;

export const isEnabled = (of: TreeNode): boolean => {
  const status = readString(of, 'status');
  return status === undefined || status === 'okay' || status === 'ok';
};

function windowsOf(of: TreeNode, outer: Cells, inner: Cells): Windows {
  const value = findProperty(of, 'ranges');
  if (value === undefined) return null;
  if (value.length === 0) return 'identity';
  if (!isPlain(inner) || outer.address < 1 || outer.address > 2) return null;
  const windows: Window[] = [];
  const step = inner.address + outer.address + inner.size;
  for (let at = 0; at + step <= cellCount(value) && windows.length < MAX_WINDOWS; at += step) {
    const child = numberAt(value, at, inner.address);
    const parent = numberAt(value, at + inner.address, outer.address);
    const size = numberAt(value, at + inner.address + outer.address, inner.size);
    if (child !== undefined && parent !== undefined && size !== undefined)
      windows.push({ child, parent, size });
  }
  return windows;
}

/** Every node of the tree in document order, the root first. */
export function survey(tree: Tree): Place[] {
  const places: Place[] = [];
  const visit = (of: TreeNode, path: string, parent: Place | null, depth: number): void => {
    const cells = parent?.childCells ?? DEFAULT_CELLS;
    const childCells = childCellsOf(of, cells);
    const place: Place = {
      node: of,
      path,
      parent,
      enabled: (parent?.enabled ?? true) && isEnabled(of),
      cells,
      childCells,
      windows: windowsOf(of, cells, childCells),
    };
    places.push(place);
    if (depth < MAX_DEPTH)
      for (const child of of.children) visit(child, childPath(path, child.name), place, depth + 1);
  };
  visit(tree.root, '/', null, 0);
  return places;
}

/**
 * Where a range on a node's bus appears to the CPU (host physical), or null when a bus on the way has no
 * `ranges` or none that holds its start. Like Xen, the size is not checked against the window.
 */
function toCpu(place: Place, at: Range): Range | null {
  let start: bigint = at.start;
  for (let bus = place.parent; bus !== null && bus.parent !== null; bus = bus.parent) {
    if (bus.windows === null) return null;
    if (bus.windows === 'identity') continue;
    const here = start;
    const window = bus.windows.find((w) => here >= w.child && here < w.child + w.size);
    if (window === undefined) return null;
    start += window.parent - window.child;
  }
  return start < ADDRESS_LIMIT ? range(start, at.size) : null;
}

/** The node's `reg` as host physical ranges, in order; empty ones and those the CPU cannot reach are left out. */
export function cpuRegions(place: Place): Range[] {
  const value = findProperty(place.node, 'reg');
  if (value === undefined) return [];
  return readPairs(value, place.cells).flatMap((pair) => {
    const at = pair.size > 0n ? toCpu(place, pair) : null;
    return at === null ? [] : [at];
  });
}
