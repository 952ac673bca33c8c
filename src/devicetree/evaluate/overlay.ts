// What an overlay tells whoever applies it: which cells wait for phandles of the other tree (`__fixups__`,
// by label) and which hold phandles of its own and must be renumbered (`__local_fixups__`, by place).
import { ByteWriter } from '../byte-writer.ts';
import {
  appendProperty,
  liveChild,
  type LiveNode,
  liveNodes,
  liveProperties,
  liveProperty,
  type LiveTree,
  pathOf,
} from './live.ts';
import type { Values } from './values.ts';

const childOf = (tree: LiveTree, parent: LiveNode, name: string): LiveNode | undefined =>
  liveChild(parent, name) ?? tree.create(parent, name, parent.span);

/** The node of the same path below `top`; undefined where that is too deep. */
function mirrorOf(tree: LiveTree, node: LiveNode, top: LiveNode): LiveNode | undefined {
  if (node.parent === null) return top;
  const parent = mirrorOf(tree, node.parent, top);
  return parent && childOf(tree, parent, node.name);
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
export function addFixups(tree: LiveTree, values: Values): void {
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
        if (!values.charge(entry.length + 1, reference)) return;
        const entries = outside.get(reference.target) ?? new ByteWriter();
        outside.set(reference.target, entries);
        entries.text(entry);
        entries.byte(0);
      }
      if (offsets.size > 0) inside.push({ node, name, offsets: offsets.take() });
    }
  const fixups = outside.size > 0 ? childOf(tree, tree.root, '__fixups__') : undefined;
  if (fixups !== undefined) for (const [label, entries] of outside) append(fixups, label, entries.take());
  const top = inside.length > 0 ? childOf(tree, tree.root, '__local_fixups__') : undefined;
  if (top === undefined) return;
  for (const { node, name, offsets: places } of inside) {
    const mirror = mirrorOf(tree, node, top);
    if (mirror !== undefined) append(mirror, name, places);
  }
}
