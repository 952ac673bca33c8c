// `__symbols__`: the paths of all labelled nodes, for overlays to look up; what `dtc -@` adds to a tree.
import {
  appendProperty,
  liveChild,
  type LiveNode,
  liveNodes,
  liveProperty,
  type LiveTree,
  pathOf,
  writtenLabels,
} from './live.ts';
import type { Label } from '../syntax/cst.ts';
import type { Phandles } from './references.ts';
import type { Values } from './values.ts';

const SYMBOLS = '__symbols__';

/** Adds the node, unless nothing has a label. Every node that ever had one gets a phandle, for overlays to refer to. */
export function addSymbols(tree: LiveTree, phandles: Phandles, values: Values): void {
  const labelled = liveNodes(tree.root).filter((node) => writtenLabels(node).length > 0);
  const [first] = labelled;
  if (first === undefined) return;
  const symbols = liveChild(tree.root, SYMBOLS) ?? tree.create(tree.root, SYMBOLS, first.span);
  if (symbols === undefined) return;
  for (const node of labelled) {
    addPaths(symbols, node, values);
    phandles.of(node);
  }
}

function addPaths(symbols: LiveNode, node: LiveNode, values: Values): void {
  const path = `${pathOf(node)}\0`;
  for (const label of inOrder(node))
    if (liveProperty(symbols, label.name) === undefined && values.charge(path.length, label))
      appendProperty(
        symbols,
        label.name,
        { bytes: new TextEncoder().encode(path), references: [], labels: [] },
        label,
      );
}

/** As dtc lists them: those the node was made with come last, of the others the newest first. */
function inOrder({ labels, written }: LiveNode): readonly Label[] {
  const [by] = written;
  const first = new Set((by?.kind === 'node' ? by.labels : []).map(({ name }) => name));
  const all = [...labels.values()];
  return [
    ...all.filter(({ name }) => !first.has(name)).toReversed(),
    ...all.filter(({ name }) => first.has(name)),
  ];
}
