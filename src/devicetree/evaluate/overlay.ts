// What an overlay tells whoever applies it: which cells wait for phandles of the other tree (`__fixups__`,
// by label) and which hold phandles of its own and must be renumbered (`__local_fixups__`, by place).
import { ByteWriter } from '../byte-writer.ts';
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

/** Sets a property, or adds to the one that is there. */
function append(node: LiveNode, name: string, bytes: Uint8Array): void {
  const before = liveProperty(node, name);
  if (before === undefined) {
    appendProperty(node, name, { bytes, references: [], labels: [] }, node.span);
    return;
  }
  const both = new ByteWriter();
  both.bytes(before.value.bytes);
  both.bytes(bytes);
  before.value = { ...before.value, bytes: both.take() };
}

interface LocalFixups {
  readonly node: LiveNode;
  readonly name: string;
  readonly offsets: Uint8Array;
}

/** Adds both nodes to the root, each only when it has something to say. */
export function addFixups(tree: LiveTree, values: Values): SpanProblem | undefined {
  const outside = new Map<string, ByteWriter>();
  const inside: LocalFixups[] = [];
  const offsets = new ByteWriter();
  for (const node of liveNodes(tree.root))
    for (const { name, value } of liveProperties(node)) {
      for (const { kind, offset, reference } of value.references) {
        if (kind !== 'phandle') continue;
        if (tree.find(reference) !== undefined) {
          offsets.number(BigInt(offset), 32);
          continue;
        }
        const entry = `${pathOf(node)}:${name}:${offset}`;
        if (!values.charge(entry.length + 1, reference)) return values.problem;
        const entries = outside.get(reference.target) ?? new ByteWriter();
        outside.set(reference.target, entries);
        entries.text(entry);
        entries.byte(0);
      }
      if (offsets.size > 0) inside.push({ node, name, offsets: offsets.take() });
    }
  if (outside.size > 0) {
    const fixups = childOf(tree.root, '__fixups__');
    for (const [label, entries] of outside) append(fixups, label, entries.take());
  }
  if (inside.length > 0) {
    const top = childOf(tree.root, '__local_fixups__');
    for (const entry of inside) append(mirrorOf(entry.node, top), entry.name, entry.offsets);
  }
  return undefined;
}
