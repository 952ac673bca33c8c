// What a document means: its statements carried out in order, references filled in, a Tree at the end.
import { range } from '../../model/range.ts';
import type { Property, Tree, TreeNode } from '../../model/tree.ts';
import type { Body, Document, Item, Reference } from '../syntax/ast.ts';
import type { Resolve, Span, SpanProblem } from '../syntax/source.ts';
import { MAX_DEPTH } from '../limits.ts';
import { checkTree } from './checks.ts';
import {
  appendProperty,
  deleteEntry,
  liveChild,
  liveChildren,
  type LiveNode,
  liveProperties,
  liveProperty,
  LiveTree,
} from './live.ts';
import { addFixups } from './overlay.ts';
import { resolveReferences } from './references.ts';
import { UNRESOLVED, Values } from './values.ts';

/** A document's tree and what of the text a blob would not keep. */
export interface Evaluated {
  readonly tree: Tree;
  /** The node with all that was written about it. */
  readonly find: (reference: { kind: 'label' | 'path'; target: string }) => LiveNode | undefined;
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
  problem: SpanProblem | undefined;
  readonly tree: LiveTree;
  private readonly plugin: boolean;
  private fragments = 0;
  private begun = false;

  constructor(document: Document, values: Values) {
    this.plugin = document.plugin;
    this.tree = new LiveTree({ start: 0, end: 0 }, (statement) =>
      values.of(statement.values, statement.valueLabels),
    );
  }

  private fail(message: string, span: Span): void {
    this.problem ??= { message, span };
  }

  /** The node a top-level statement is about; fails when there is none. */
  private target(reference: Reference): LiveNode | undefined {
    const node = this.tree.find(reference);
    if (node === undefined)
      this.fail(
        reference.kind === 'label'
          ? `no node before this line is labelled ${reference.target}`
          : `there is no node ${reference.target} before this line`,
        reference,
      );
    return node;
  }

  run(item: Item): void {
    switch (item.kind) {
      case 'memreserve':
        return undefined;
      case 'root':
        if (this.begun) this.tree.merge(this.tree.root, item.body);
        else this.tree.fill(this.tree.root, item.body);
        this.begun = true;
        return undefined;
      case 'extend':
        return this.extend(item.target, item);
      case 'delete-node': {
        const node = this.target(item.target);
        if (node?.parent === null) return this.fail('the root node cannot be deleted', item.target);
        return deleteEntry(node);
      }
      case 'omit-node': {
        const node = this.target(item.target);
        if (node?.parent === null) return this.fail('the root node cannot be left out', item.target);
        if (node !== undefined) node.omitIfUnreferenced = true;
      }
    }
  }

  /** Adds to a node of this document, or makes the fragment of an overlay. */
  private extend(target: Reference, item: Extract<Item, { kind: 'extend' }>): void {
    const isForeign = target.kind === 'path' || this.tree.find(target) === undefined;
    if (this.plugin && isForeign && item.labels.length === 0)
      return this.addFragment(target, item.body, item);
    const node = this.target(target);
    if (node === undefined) return;
    this.tree.addLabels(node, item.labels);
    this.tree.merge(node, item.body);
  }

  private addFragment(target: Reference, body: Body, span: Span): void {
    const name = `fragment@${this.fragments}`;
    this.fragments += 1;
    this.begun = true;
    const { root } = this.tree;
    if (liveChild(root, name) !== undefined)
      return this.fail(`the overlay has a node ${name} already, which this fragment would be named`, target);
    const fragment = this.tree.create(root, name, span);
    if (target.kind === 'path') {
      const bytes = new TextEncoder().encode(`${target.target}\0`);
      appendProperty(fragment, 'target-path', { bytes, references: [], labels: [] }, target);
    } else {
      const bytes = new Uint8Array(4);
      new DataView(bytes.buffer).setUint32(0, UNRESOLVED);
      const references = [{ kind: 'phandle' as const, offset: 0, reference: target }];
      appendProperty(fragment, 'target', { bytes, references, labels: [] }, target);
    }
    this.tree.fill(this.tree.create(fragment, '__overlay__', span), body);
  }
}

const treeNode = (of: LiveNode): TreeNode => ({
  name: of.name,
  properties: Array.from(liveProperties(of), ({ name, value }): Property => ({ name, value: value.bytes })),
  children: Array.from(liveChildren(of), treeNode),
});

function depthOf(of: LiveNode): number {
  let depth = 0;
  for (const child of liveChildren(of)) depth = Math.max(depth, depthOf(child));
  return depth + 1;
}

/** Carries a document out. Errors name the span of what they are about. */
export function evaluate(document: Document, resolve: Resolve | undefined): Evaluated | SpanProblem {
  const values = new Values(resolve);
  const evaluator = new Evaluator(document, values);
  const { tree } = evaluator;
  for (const item of document.items) {
    evaluator.run(item);
    const problem = evaluator.problem ?? values.problem;
    if (problem !== undefined) return problem;
  }
  const bootCpu = bootCpuOf(tree.root);
  const problem =
    checkTree(tree) ??
    resolveReferences(tree, document.plugin, values) ??
    (document.plugin ? addFixups(tree, values) : undefined);
  if (problem !== undefined) return problem;
  if (depthOf(tree.root) > MAX_DEPTH)
    return { message: `nodes nest deeper than ${MAX_DEPTH}`, span: { start: 0, end: 0 } };
  const memreserve = document.items.flatMap((item) =>
    item.kind === 'memreserve' ? [range(item.address.value, item.size.value)] : [],
  );
  return {
    tree: { root: treeNode(tree.root), memreserve, bootCpu },
    find: ({ kind, target }) => tree.find({ kind, target, start: 0, end: 0 }),
  };
}
