// Phandles given out and references filled in, in dtc's order: trees come out with the very same numbers.
import { ByteWriter } from '../byte-writer.ts';
import type { SpanProblem } from '../syntax/source.ts';
import {
  appendProperty,
  deleteEntry,
  type LiveNode,
  liveNodes,
  liveProperties,
  liveProperty,
  type LiveProperty,
  type LiveReference,
  type LiveTree,
  pathOf,
} from './live.ts';
import { UNRESOLVED, type Values } from './values.ts';

const PHANDLES = ['phandle', 'linux,phandle'] as const;

function notFound(found: LiveReference): SpanProblem {
  const { kind, target } = found.reference;
  return {
    message: kind === 'label' ? `no node is labelled ${target}` : `there is no node ${target}`,
    span: found.reference,
  };
}

/** The phandle a property states; null when it asks for one of its own (`phandle = <&self>`). */
function statedPhandle(tree: LiveTree, node: LiveNode, property: LiveProperty): number | null | SpanProblem {
  const { bytes, references } = property.value;
  const refuse = (message: string): SpanProblem => ({
    message: `${property.name} of ${pathOf(node)} ${message}`,
    span: property.span,
  });
  if (bytes.length !== 4) return refuse(`has ${bytes.length} bytes instead of 4`);
  const reference = references.find((r) => r.kind === 'phandle');
  if (reference !== undefined)
    return tree.find(reference.reference) === node ? null : refuse('refers to another node');
  const phandle = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0);
  return phandle === 0 || phandle === UNRESOLVED
    ? refuse(`is 0x${phandle.toString(16)}, which is none`)
    : phandle;
}

/** Takes over phandles that are written out. */
function readPhandles(tree: LiveTree, used: Map<number, LiveNode>): SpanProblem | undefined {
  for (const node of liveNodes(tree.root))
    for (const name of PHANDLES) {
      const property = liveProperty(node, name);
      if (property === undefined) continue;
      const phandle = statedPhandle(tree, node, property);
      if (phandle === null) continue;
      if (typeof phandle === 'object') return phandle;
      if (node.phandle !== null && node.phandle !== phandle)
        return { message: `phandle and linux,phandle of ${pathOf(node)} differ`, span: property.span };
      const other = used.get(phandle);
      if (other !== undefined && other !== node)
        return {
          message: `${pathOf(node)} and ${pathOf(other)} have the same phandle 0x${phandle.toString(16)}`,
          span: property.span,
        };
      node.phandle = phandle;
      used.set(phandle, node);
    }
  return undefined;
}

/** Gives out the lowest free numbers from 1. */
class Phandles {
  readonly used = new Map<number, LiveNode>();
  private next = 1;

  of(node: LiveNode): number {
    if (node.phandle !== null) return node.phandle;
    while (this.used.has(this.next)) this.next += 1;
    const phandle = this.next;
    node.phandle = phandle;
    this.used.set(phandle, node);
    if (liveProperty(node, 'phandle') === undefined) {
      const bytes = new Uint8Array(4);
      new DataView(bytes.buffer).setUint32(0, phandle);
      appendProperty(node, 'phandle', { bytes, references: [], labels: [] }, node.span);
    }
    return phandle;
  }
}

function fillPhandles(tree: LiveTree, plugin: boolean, phandles: Phandles): SpanProblem | undefined {
  for (const node of liveNodes(tree.root))
    for (const property of liveProperties(node)) {
      const { bytes, references } = property.value;
      for (const place of references) {
        if (place.kind !== 'phandle') continue;
        const target = tree.find(place.reference);
        if (target === undefined) {
          if (!plugin) return notFound(place);
          if (place.reference.kind === 'label') continue;
          return {
            message: `${place.reference.target} is not in this overlay, and only labels can be looked up in the tree it is for`,
            span: place.reference,
          };
        }
        target.referenced = true;
        new DataView(bytes.buffer, bytes.byteOffset).setUint32(place.offset, phandles.of(target));
      }
    }
  return undefined;
}

/** Puts path strings in; the references behind them move along. */
function fillPaths(tree: LiveTree, values: Values): SpanProblem | undefined {
  const out = new ByteWriter();
  for (const node of liveNodes(tree.root))
    for (const property of liveProperties(node)) {
      const { bytes, references, labels } = property.value;
      if (!references.some((place) => place.kind === 'path')) continue;
      const moved: LiveReference[] = [];
      let from = 0;
      for (const place of references) {
        out.bytes(bytes.subarray(from, place.offset));
        from = place.offset;
        moved.push({ ...place, offset: out.size });
        if (place.kind !== 'path') continue;
        const target = tree.find(place.reference);
        if (target === undefined) return notFound(place);
        target.referenced = true;
        const path = pathOf(target);
        if (!values.charge(path.length + 1, place.reference)) return values.problem;
        out.text(path);
        out.byte(0);
      }
      out.bytes(bytes.subarray(from));
      property.value = { bytes: out.take(), references: moved, labels };
    }
  return undefined;
}

/** Fills every reference and drops what is only there when referred to. */
export function resolveReferences(tree: LiveTree, plugin: boolean, values: Values): SpanProblem | undefined {
  const phandles = new Phandles();
  const problem =
    readPhandles(tree, phandles.used) ?? fillPhandles(tree, plugin, phandles) ?? fillPaths(tree, values);
  if (problem !== undefined) return problem;
  for (const node of liveNodes(tree.root)) if (node.omitIfUnreferenced && !node.referenced) deleteEntry(node);
  return undefined;
}
