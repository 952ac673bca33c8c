// The flattened tree as Xen's early parser walks it: document order, cells inherited from the nearest ancestor.
//
// Stands for device_tree_for_each_node and the property helpers of bootfdt.c (arch/arm up to 4.19, common/device-tree since).
import type { Cells } from '../../model/cells.ts';
import { cellAt } from '../../model/cells.ts';
import { childPath, findProperty, type TreeNode } from '../../model/tree.ts';

/** DEVICE_TREE_MAX_DEPTH: deeper nodes are not visited. */
export const MAX_DEPTH = 16;
/** DT_ROOT_NODE_ADDR_CELLS_DEFAULT and DT_ROOT_NODE_SIZE_CELLS_DEFAULT. */
export const ROOT_CELLS: Cells = { address: 2, size: 1 };

export interface Visited {
  readonly node: TreeNode;
  readonly path: string;
  /** 1 for a child of the node the walk started from. */
  readonly depth: number;
  /** The cells in force for the node's own `reg`. */
  readonly cells: Cells;
  readonly parent: TreeNode;
}

/** The cells a node states for its children, taking over what it does not state. */
export function cellsBelow(node: TreeNode, inherited: Cells): Cells {
  const address = findProperty(node, '#address-cells');
  const size = findProperty(node, '#size-cells');
  if (address === undefined && size === undefined) return inherited;
  return {
    address: (address && cellAt(address, 0)) ?? inherited.address,
    size: (size && cellAt(size, 0)) ?? inherited.size,
  };
}

/** Answers whether to go on. `below` visits what is below the node, and answers the same. */
export type Visit = (at: Visited, below: (visit: Visit) => boolean) => boolean;

/**
 * Visits the nodes below `start` in document order until a visit answers false; each visit says what is done below its node.
 * The start node's own cells count from Xen's defaults, not from its ancestors: that is how `/reserved-memory` gets 2/1.
 */
export const walk = (start: TreeNode, path: string, visit: Visit): boolean =>
  visitBelow(start, path, 1, cellsBelow(start, ROOT_CELLS), visit);

function visitBelow(parent: TreeNode, path: string, depth: number, cells: Cells, visit: Visit): boolean {
  if (depth >= MAX_DEPTH) return true;
  for (const node of parent.children) {
    const at = { node, path: childPath(path, node.name), depth, cells, parent };
    const below = (then: Visit): boolean =>
      node.children.length === 0 || visitBelow(node, at.path, depth + 1, cellsBelow(node, cells), then);
    if (!visit(at, below)) return false;
  }
  return true;
}

/** The text of a property up to its first NUL. */
export function cString(value: Uint8Array): string {
  const end = value.indexOf(0);
  let text = '';
  for (const byte of end < 0 ? value : value.subarray(0, end)) text += String.fromCharCode(byte);
  return text;
}

/** `name` or `name@…`, the early parser's idea of a node name. */
export const namedLike = (name: string, base: string): boolean =>
  name.startsWith(base) && (name.length === base.length || name[base.length] === '@');

/** Whether the early parser takes the node as enabled. */
export function isAvailable(node: TreeNode): boolean {
  const status = findProperty(node, 'status');
  if (status === undefined) return true;
  const text = cString(status);
  return text === 'ok' || text === 'okay';
}
