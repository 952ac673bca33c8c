// Phandles given out and references filled in, in dtc's order: trees come out with the very same numbers.
import { ByteWriter } from '../byte-writer.ts';
import { MAX_NAME } from '../limits.ts';
import type { Problems } from '../syntax/problems.ts';
import {
  appendProperty,
  deleteEntry,
  type LiveNode,
  liveProperties,
  liveProperty,
  type LiveProperty,
  type LiveReference,
  type LiveTree,
  pathOf,
  writtenLabels,
} from './live.ts';
import { UNRESOLVED, type Values } from './values.ts';

const PHANDLES = ['phandle', 'linux,phandle'] as const;

function reportNotFound({ reference }: LiveReference, problems: Problems): void {
  const { kind, target } = reference;
  problems.report(
    reference,
    kind === 'label' ? `no node is labelled ${target}` : `there is no node ${target}`,
  );
}

/** The lowest free numbers from 1, beside those that are written out. */
export class Phandles {
  private readonly used = new Map<number, LiveNode>();
  private next = 1;

  /** Takes over the phandles that are written out. */
  read(tree: LiveTree, nodes: readonly LiveNode[], problems: Problems): void {
    for (const node of nodes)
      for (const name of PHANDLES) {
        const property = liveProperty(node, name);
        if (property === undefined) continue;
        const problem = this.take(node, property, statedPhandle(tree, node, property));
        if (problem !== null) problems.report(property.span, problem);
      }
  }

  private take(node: LiveNode, property: LiveProperty, phandle: number | null | string): string | null {
    if (phandle === null) return null;
    if (typeof phandle === 'string') return `${property.name} of ${pathOf(node)} ${phandle}`;
    if (node.phandle !== null && node.phandle !== phandle)
      return `phandle and linux,phandle of ${pathOf(node)} differ`;
    const other = this.used.get(phandle);
    if (other !== undefined && other !== node)
      return `${pathOf(node)} and ${pathOf(other)} have the same phandle 0x${phandle.toString(16)}`;
    node.phandle = phandle;
    this.used.set(phandle, node);
    return null;
  }

  /** The node's phandle; one that has none gets the next. */
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

/** The phandle a property states, or what is wrong with it; null when it asks for one of its own (`phandle = <&self>`). */
function statedPhandle(tree: LiveTree, node: LiveNode, property: LiveProperty): number | null | string {
  const { bytes, references } = property.value;
  if (bytes.length !== 4) return `has ${bytes.length} bytes instead of 4`;
  const reference = references.find((r) => r.kind === 'phandle');
  if (reference !== undefined)
    return tree.find(reference.reference) === node ? null : 'refers to another node';
  const phandle = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0);
  return phandle === 0 || phandle === UNRESOLVED ? `is 0x${phandle.toString(16)}, which is none` : phandle;
}

function fillPhandles(
  tree: LiveTree,
  nodes: readonly LiveNode[],
  plugin: boolean,
  phandles: Phandles,
  problems: Problems,
): void {
  for (const node of nodes)
    for (const property of liveProperties(node)) {
      const { bytes, references } = property.value;
      for (const place of references) {
        if (place.kind !== 'phandle') continue;
        const target = tree.find(place.reference);
        if (target !== undefined) {
          target.referenced = true;
          new DataView(bytes.buffer, bytes.byteOffset).setUint32(place.offset, phandles.of(target));
        } else if (!plugin) reportNotFound(place, problems);
        else if (place.reference.kind === 'path')
          problems.report(
            place.reference,
            `${place.reference.target} is not in this overlay, and only labels can be looked up in the tree it is for: it cannot be applied`,
            place.reference.target.length > MAX_NAME ? 'error' : 'warning',
          );
      }
    }
}

/** Puts path strings in; the references behind them move along. */
function fillPaths(tree: LiveTree, nodes: readonly LiveNode[], values: Values, problems: Problems): void {
  const out = new ByteWriter();
  for (const node of nodes)
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
        if (target === undefined) {
          reportNotFound(place, problems);
          continue;
        }
        target.referenced = true;
        const path = pathOf(target);
        if (!values.charge(path.length + 1, place.reference)) continue;
        out.text(path);
        out.byte(0);
      }
      out.bytes(bytes.subarray(from));
      property.value = { bytes: out.take(), references: moved, labels };
    }
}

/** Fills every reference. */
export function resolveReferences(
  tree: LiveTree,
  nodes: readonly LiveNode[],
  plugin: boolean,
  values: Values,
  problems: Problems,
): Phandles {
  const phandles = new Phandles();
  phandles.read(tree, nodes, problems);
  fillPhandles(tree, nodes, plugin, phandles, problems);
  fillPaths(tree, nodes, values, problems);
  return phandles;
}

/** Drops what is only there when referred to; with `__symbols__` whatever has a label may be referred to later. */
export function omitUnreferenced(nodes: readonly LiveNode[], symbols: boolean): void {
  for (const node of nodes)
    if (node.omitIfUnreferenced && !node.referenced && !(symbols && writtenLabels(node).length > 0))
      deleteEntry(node);
}
