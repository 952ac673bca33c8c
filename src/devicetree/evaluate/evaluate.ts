// What a document means: its statements carried out in order, references filled in, a Tree at the end.
//
// What is wrong is reported and left out; the rest of the tree stands.
import { range } from '../../model/range.ts';
import type { Property, Tree, TreeNode } from '../../model/tree.ts';
import type { ExtendItem, Item, PointerItem, Reference, Syntax } from '../syntax/cst.ts';
import type { Problems } from '../syntax/problems.ts';
import type { Resolve } from '../syntax/source.ts';
import { checkTree } from './checks.ts';
import {
  appendProperty,
  deleteEntry,
  isRootless,
  liveChild,
  liveChildren,
  type LiveNode,
  liveNodes,
  liveProperties,
  liveProperty,
  LiveTree,
} from './live.ts';
import { addFixups } from './overlay.ts';
import { omitUnreferenced, resolveReferences } from './references.ts';
import { addSymbols } from './symbols.ts';
import { UNRESOLVED, Values } from './values.ts';

/** A document's tree, and the same with all that was written about it. */
export interface Evaluated {
  readonly tree: Tree;
  readonly live: LiveTree;
}

/** The boot CPU dtc writes: `reg` of the first CPU, when it is one cell. */
function bootCpuOf(root: LiveNode): number {
  const cpus = liveChild(root, 'cpus');
  const first = cpus?.children.values().next().value;
  const reg = first === undefined || cpus?.epoch !== first.writtenIn ? undefined : liveProperty(first, 'reg');
  const bytes = reg?.value.bytes;
  return bytes?.length === 4 ? new DataView(bytes.buffer, bytes.byteOffset).getUint32(0) : 0;
}

class Evaluator {
  readonly tree: LiveTree;
  private readonly plugin: boolean;
  private readonly problems: Problems;
  private fragments = 0;
  private begun = false;

  constructor(plugin: boolean, values: Values, problems: Problems) {
    this.plugin = plugin;
    this.problems = problems;
    this.tree = new LiveTree(problems, (statement) => values.of(statement));
  }

  /** The node a top-level statement is about; reports when there is none. */
  private target(reference: Reference): LiveNode | undefined {
    const node = this.tree.find(reference);
    if (node === undefined)
      this.problems.report(
        reference,
        reference.kind === 'label'
          ? `no node before this line is labelled ${reference.target}`
          : `there is no node ${reference.target} before this line`,
      );
    return node;
  }

  run(item: Item): void {
    switch (item.kind) {
      case 'memreserve':
        if (item.size.value === 0n)
          this.problems.report(
            item,
            'a reservation of size 0 ends the list: readers of the blob see neither it nor those after it',
            'warning',
          );
        return undefined;
      case 'error':
        return undefined;
      case 'root': {
        if (this.begun) this.tree.merge(this.tree.root, item);
        else this.tree.fill(this.tree.root, item);
        this.begun = true;
        return undefined;
      }
      case 'extend':
        return this.extend(item);
      case 'delete-node':
      case 'omit-node':
        return this.point(item);
    }
  }

  private point(item: PointerItem): void {
    const node = this.target(item.target);
    if (node === undefined) return;
    const isDeletion = item.kind === 'delete-node';
    this.tree.pointers.push({ item, node });
    if (isDeletion) deleteEntry(node);
    else node.omitIfUnreferenced = true;
  }

  /** Adds to a node of this document, or makes the fragment of an overlay. */
  private extend(item: ExtendItem): void {
    const { target } = item;
    const isForeign = target.kind === 'path' || this.tree.find(target) === undefined;
    if (this.plugin && isForeign && item.labels.length === 0) return this.addFragment(item);
    const node = this.target(target);
    if (node === undefined) return;
    this.tree.addLabels(node, item.labels);
    this.tree.merge(node, item);
  }

  private addFragment(item: ExtendItem): void {
    const { target } = item;
    const name = `fragment@${this.fragments}`;
    this.fragments += 1;
    this.begun = true;
    const { root } = this.tree;
    if (liveChild(root, name) !== undefined)
      return this.problems.report(
        target,
        `the overlay has a node ${name} already, which this fragment would be named`,
      );
    const fragment = this.tree.create(root, name, item);
    const overlay = fragment && this.tree.create(fragment, '__overlay__', item);
    if (fragment === undefined || overlay === undefined) return;
    if (target.kind === 'path') {
      const bytes = new TextEncoder().encode(`${target.target}\0`);
      appendProperty(fragment, 'target-path', { bytes, references: [], labels: [] }, target);
    } else {
      const bytes = new Uint8Array(4);
      new DataView(bytes.buffer).setUint32(0, UNRESOLVED);
      const references = [{ kind: 'phandle' as const, offset: 0, reference: target }];
      appendProperty(fragment, 'target', { bytes, references, labels: [] }, target);
    }
    this.tree.fill(overlay, item);
  }
}

/** Shared by all that have none. */
const NONE: readonly never[] = [];
const listOf = <T, U>(list: readonly T[], make: (of: T) => U): readonly U[] =>
  list.length === 0 ? NONE : list.map(make);

const treeNode = (of: LiveNode): TreeNode => ({
  name: of.name,
  properties: listOf(liveProperties(of), ({ name, value }): Property => ({ name, value: value.bytes })),
  children: listOf(liveChildren(of), treeNode),
});

/** dtc writes a blob without any node then, which nobody can read. */
function reportRootless({ pointers }: LiveTree, problems: Problems): void {
  const last = pointers.findLast(({ node }) => node.parent === null)?.item;
  if (last === undefined) return;
  const how =
    last.kind === 'delete-node' ? 'is deleted and not written again' : 'is left out: nothing refers to it';
  problems.report(last.target, `the root node ${how}`);
}

/** What the tree is to be used for. */
export interface Purpose {
  /** Adds `__symbols__`, so that overlays can be applied to it. */
  readonly symbols: boolean;
}

/** Carries a document out. */
export function evaluate(
  { plugin, items }: Syntax,
  { symbols }: Purpose,
  problems: Problems,
  resolve: Resolve | undefined,
): Evaluated {
  const values = new Values(problems, resolve);
  const evaluator = new Evaluator(plugin, values, problems);
  const { tree } = evaluator;
  for (const item of items) evaluator.run(item);
  const bootCpu = bootCpuOf(tree.root);
  const nodes = liveNodes(tree.root);
  checkTree(nodes, problems);
  const phandles = resolveReferences(tree, nodes, plugin, values, problems);
  omitUnreferenced(nodes, symbols);
  if (isRootless(tree)) reportRootless(tree, problems);
  if (symbols) addSymbols(tree, phandles, values);
  if (plugin) addFixups(tree, values);
  const memreserve = items.flatMap((item) =>
    item.kind === 'memreserve' ? [range(item.address.value, item.size.value)] : [],
  );
  return { tree: { root: treeNode(tree.root), memreserve, bootCpu }, live: tree };
}
