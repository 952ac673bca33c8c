// What an overlay tells whoever applies it: which cells wait for phandles of the other tree (`__fixups__`,
// by label) and which hold phandles of its own and must be renumbered (`__local_fixups__`, by place).
import type { SpanProblem } from '../syntax/source.ts';
import {
  appendProperty,
  liveChild,
  type LiveNode,
  liveNode,
  liveNodes,
  liveProperties,
  liveProperty,
  type LiveTree,
  pathOf,
} from './live.ts';
import type { Values } from './values.ts';

/** Grows a property piece by piece; `finish` writes it. */
interface Growing {
  readonly node: LiveNode;
  readonly name: string;
  readonly pieces: Uint8Array[];
}

function childOf(parent: LiveNode, name: string): LiveNode {
  const found = liveChild(parent, name);
  if (found !== undefined) return found;
  const made = liveNode(name, parent, parent.span);
  parent.children.delete(name);
  parent.children.set(name, made);
  return made;
}

/** The node of the same path below `/__local_fixups__`. */
function mirrorOf(node: LiveNode, top: LiveNode): LiveNode {
  return node.parent === null ? top : childOf(mirrorOf(node.parent, top), node.name);
}

function finish({ node, name, pieces }: Growing): void {
  const before = liveProperty(node, name);
  const all = [...(before === undefined ? [] : [before.value.bytes]), ...pieces];
  const bytes = new Uint8Array(all.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of all) {
    bytes.set(piece, at);
    at += piece.length;
  }
  if (before === undefined) appendProperty(node, name, { bytes, references: [], labels: [] }, node.span);
  else before.value = { ...before.value, bytes };
}

function u32Bytes(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

/** Adds both nodes to the root, each only when it has something to say. */
export function addFixups(tree: LiveTree, values: Values): SpanProblem | undefined {
  const encoder = new TextEncoder();
  const outside = new Map<string, Uint8Array[]>();
  const inside: { owner: LiveNode; name: string; pieces: Uint8Array[] }[] = [];
  for (const node of liveNodes(tree.root)) {
    for (const property of liveProperties(node)) {
      const offsets: Uint8Array[] = [];
      for (const { kind, offset, reference } of property.value.references) {
        if (kind !== 'phandle') continue;
        if (tree.find(reference) !== undefined) {
          offsets.push(u32Bytes(offset));
          continue;
        }
        const entry = encoder.encode(`${pathOf(node)}:${property.name}:${offset}\0`);
        if (!values.charge(entry.length, reference)) return values.problem;
        const entries = outside.get(reference.target);
        if (entries === undefined) outside.set(reference.target, [entry]);
        else entries.push(entry);
      }
      if (offsets.length > 0) inside.push({ owner: node, name: property.name, pieces: offsets });
    }
  }
  if (outside.size > 0) {
    const node = childOf(tree.root, '__fixups__');
    for (const [name, pieces] of outside) finish({ node, name, pieces });
  }
  if (inside.length > 0) {
    const top = childOf(tree.root, '__local_fixups__');
    for (const { owner, name, pieces } of inside) finish({ node: mirrorOf(owner, top), name, pieces });
  }
  return undefined;
}
