// One node of the host's tree, found and read as the unflattened tree is.
//
// Stands for dt_find_node_by_path, dt_find_node_by_phandle, dt_irq_find_parent and dt_device_get_raw_irq
// (common/device_tree.c up to 4.20, common/device-tree/device-tree.c since).
import { cellAt, cellCount, readU32 } from '../../model/cells.ts';
import { childPath, findProperty, type TreeNode } from '../../model/tree.ts';
import { isAvailable } from './flat.ts';

export interface HostNode {
  readonly node: TreeNode;
  readonly path: string;
  /** null for the root. */
  readonly parent: HostNode | null;
}

export const rootOf = (root: TreeNode): HostNode => ({ node: root, path: '/', parent: null });

/** The children of a node, in document order. */
export const childrenOf = (parent: HostNode): HostNode[] =>
  parent.node.children.map((node) => ({ node, path: childPath(parent.path, node.name), parent }));

/** The first node of exactly this path, upper and lower case alike; aliases are not looked at. */
export function hostNodeAt(root: TreeNode, path: string): HostNode | null {
  if (path === '/') return rootOf(root);
  const [empty, ...names] = path.toLowerCase().split('/');
  if (empty !== '') return null;
  const find = (at: HostNode, depth: number): HostNode | null => {
    const name = names[depth];
    if (name === undefined) return at;
    for (const child of childrenOf(at)) {
      const found = child.node.name.toLowerCase() === name ? find(child, depth + 1) : null;
      if (found !== null) return found;
    }
    return null;
  };
  return find(rootOf(root), 0);
}

/** Every node under available ones, in document order. */
export function* availableNodes(root: TreeNode): Generator<HostNode> {
  function* visit(at: HostNode): Generator<HostNode> {
    for (const child of childrenOf(at)) {
      if (!isAvailable(child.node)) continue;
      yield child;
      yield* visit(child);
    }
  }
  yield* visit(rootOf(root));
}

const byPhandle = new WeakMap<TreeNode, ReadonlyMap<number, HostNode>>();

/** The node with a phandle; the first of several. */
export function hostNodeByPhandle(root: TreeNode, phandle: number): HostNode | null {
  let known = byPhandle.get(root);
  if (known === undefined) {
    const map = new Map<number, HostNode>();
    const visit = (at: HostNode): void => {
      const own = phandleOf(at.node);
      if (own !== null && !map.has(own)) map.set(own, at);
      childrenOf(at).forEach(visit);
    };
    visit(rootOf(root));
    byPhandle.set(root, map);
    known = map;
  }
  return known.get(phandle) ?? null;
}

export const phandleOf = (node: TreeNode): number | null =>
  readU32(node, 'phandle') ?? readU32(node, 'linux,phandle') ?? null;

/** An interrupt specifier and the controller it goes to. */
interface RawInterrupt {
  readonly controller: HostNode;
  readonly cells: readonly number[];
}

function interruptParent(root: TreeNode, of: HostNode): HostNode | null {
  const visited = new Set<TreeNode>();
  for (let at: HostNode | null = of; at !== null && !visited.has(at.node);) {
    visited.add(at.node);
    const named = readU32(at.node, 'interrupt-parent');
    at = named === undefined ? at.parent : hostNodeByPhandle(root, named);
    if (at !== null && findProperty(at.node, '#interrupt-cells') !== undefined) return at;
  }
  return null;
}

const cellsOf = (value: Uint8Array, from: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => cellAt(value, from + i) ?? 0);

function* rawInterrupts(root: TreeNode, of: HostNode): Generator<RawInterrupt> {
  const extended = findProperty(of.node, 'interrupts-extended');
  if (extended !== undefined) {
    for (let at = 0; at < cellCount(extended);) {
      const controller = hostNodeByPhandle(root, cellAt(extended, at) ?? 0);
      const count = controller === null ? undefined : readU32(controller.node, '#interrupt-cells');
      if (controller === null || count === undefined) return;
      yield { controller, cells: cellsOf(extended, at + 1, count) };
      at += 1 + count;
    }
    return;
  }
  const own = findProperty(of.node, 'interrupts');
  const controller = own === undefined ? null : interruptParent(root, of);
  const count = controller === null ? 0 : (readU32(controller.node, '#interrupt-cells') ?? 0);
  if (own === undefined || controller === null || count === 0) return;
  for (let at = 0; at + count <= cellCount(own); at += count)
    yield { controller, cells: cellsOf(own, at, count) };
}

const SPI = 0;
/** INTID of the first interrupt that is not private to a CPU. */
export const FIRST_SPI = 32;
const FIRST_PPI = 16;

/**
 * The interrupts of a node at the controller `gic` (its path), as Xen numbers them (gic_irq_xlate). Interrupts of other
 * controllers have no meaning for Xen, and `interrupt-map` is not followed.
 */
export const interruptsOf = (root: TreeNode, of: HostNode, gic: string): number[] =>
  [...rawInterrupts(root, of)].flatMap(({ controller, cells: [kind, number] }) =>
    controller.path !== gic || number === undefined ? [] : [number + (kind === SPI ? FIRST_SPI : FIRST_PPI)],
  );
