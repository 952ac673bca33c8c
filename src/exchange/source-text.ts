// Tree → source text for people: the numbers of Xen's properties grouped and with their sizes beside them.
//
// What is written of a node is kept with the node: at each step of a drag all nodes but one are the same objects.
import { below, ROOT, type Surroundings } from '../bindings/decode.ts';
import { XEN_TREE } from '../bindings/describe.ts';
import type { PrintNode } from '../devicetree/print/document.ts';
import type { TreeNode } from '../model/tree.ts';

const kept = new WeakMap<TreeNode, { readonly around: Surroundings; readonly written: PrintNode }>();

/** The written form of a node with all below it; `around` is what its own `reg` is read with. */
export function writtenNode(of: TreeNode, around: Surroundings = ROOT): PrintNode {
  const last = kept.get(of);
  if (last !== undefined && sameSurroundings(last.around, around)) return last.written;
  const inner = below(of, around);
  const written = {
    name: of.name,
    properties: of.properties.map((property) => XEN_TREE.property(of, property, around)),
    children: of.children.map((child) => writtenNode(child, inner)),
  };
  kept.set(of, { around, written });
  return written;
}

const sameSurroundings = (a: Surroundings, b: Surroundings): boolean =>
  a.cells.address === b.cells.address &&
  a.cells.size === b.cells.size &&
  a.rootCells.address === b.rootCells.address &&
  a.rootCells.size === b.rootCells.size;
