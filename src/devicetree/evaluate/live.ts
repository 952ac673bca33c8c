// The tree while a document is evaluated: what statements add, replace and delete, in dtc's order.
//
// A deleted node or property keeps its place: written again it comes back where it was. So deleting only
// marks: an entry is live while `writtenIn` equals its owner's `epoch`, and reviving a deleted node starts a
// new epoch, which forgets all it held. Both take constant time, whatever hangs below.
//
// Everything knows by which statements it was written, so that text can be found for it and edited.
import { MAX_DEPTH } from '../limits.ts';
import type {
  ExtendItem,
  Label,
  Name,
  NodeStatement,
  PointerItem,
  PropertyStatement,
  Reference,
  RootItem,
} from '../syntax/cst.ts';
import type { Problems } from '../syntax/problems.ts';
import type { Span } from '../syntax/source.ts';

/** A place in a value to be filled once every node is known. */
export interface LiveReference {
  /** `phandle`: four bytes stand at `offset`. `path`: a string will be put in there. */
  readonly kind: 'phandle' | 'path';
  readonly offset: number;
  readonly reference: Reference;
}

export interface LiveValue {
  readonly bytes: Uint8Array;
  /** In order of offset. */
  readonly references: readonly LiveReference[];
  readonly labels: readonly Label[];
}

/** By name, each once. */
export type Labels = Map<string, Label>;

export interface LiveProperty {
  readonly name: string;
  value: LiveValue;
  labels: Labels;
  writtenIn: number;
  /** Those that set it, the last one decides; none for what evaluation adds (phandles, fixups). */
  statements: PropertyStatement[];
  /** In which body of its node, counted from 0, it was created and set last. */
  createdIn: number;
  setIn: number;
  span: Span;
}

/** What a body of a node was written in. */
export type Written = NodeStatement | ExtendItem | RootItem;

export interface LiveNode {
  readonly name: string;
  readonly parent: LiveNode | null;
  /** The root's is 1. */
  readonly depth: number;
  /** What wrote it, in the order in which that was read. */
  written: Written[];
  /** The same from before it was deleted and written again. */
  past: Written[];
  properties: Map<string, LiveProperty>;
  children: Map<string, LiveNode>;
  labels: Labels;
  writtenIn: number;
  epoch: number;
  omitIfUnreferenced: boolean;
  referenced: boolean;
  phandle: number | null;
  /** The first statement that made it. */
  readonly span: Span;
  /** A name that stands in one body again, and what had it first: an error unless one of the nodes is deleted later. */
  twice: { readonly name: Name; readonly first: LiveProperty | LiveNode } | undefined;
}

const DELETED = -1;
/** Shared and never written to: most things have none, and there may be very many. */
const NOT_WRITTEN: Written[] = [];
const NO_STATEMENTS: PropertyStatement[] = [];
const NO_LABELS: Labels = new Map();
const NO_PROPERTIES: LiveNode['properties'] = new Map();
const NO_CHILDREN: LiveNode['children'] = new Map();

export const liveNode = (name: string, parent: LiveNode | null, span: Span): LiveNode => ({
  name,
  parent,
  depth: (parent?.depth ?? 0) + 1,
  written: NOT_WRITTEN,
  past: NOT_WRITTEN,
  properties: NO_PROPERTIES,
  children: NO_CHILDREN,
  labels: NO_LABELS,
  writtenIn: parent?.epoch ?? 0,
  epoch: 0,
  omitIfUnreferenced: false,
  referenced: false,
  phandle: null,
  span,
  twice: undefined,
});

/** Labels as they were written for a node, in all its bodies; also those of before it was deleted and came back. */
export const writtenLabels = ({ past, written }: LiveNode): readonly Label[] =>
  [...past, ...written].flatMap((by) => (by.kind === 'root' ? [] : by.labels));

export function pathOf(node: LiveNode): string {
  let path = '';
  for (let at = node; at.parent !== null; at = at.parent) path = `/${at.name}${path}`;
  return path === '' ? '/' : path;
}

export function liveProperty(node: LiveNode, name: string): LiveProperty | undefined {
  const property = node.properties.get(name);
  return property?.writtenIn === node.epoch ? property : undefined;
}

export function liveChild(node: LiveNode, name: string): LiveNode | undefined {
  const child = node.children.get(name);
  return child?.writtenIn === node.epoch ? child : undefined;
}

/** In order. */
export function liveChildren({ children, epoch }: LiveNode): LiveNode[] {
  const live: LiveNode[] = [];
  for (const child of children.values()) if (child.writtenIn === epoch) live.push(child);
  return live;
}

/** In order. */
export function liveProperties({ properties, epoch }: LiveNode): LiveProperty[] {
  const live: LiveProperty[] = [];
  for (const property of properties.values()) if (property.writtenIn === epoch) live.push(property);
  return live;
}

/** Every live node below `node` and itself, parents first. */
export function liveNodes(node: LiveNode, into: LiveNode[] = []): LiveNode[] {
  into.push(node);
  for (const child of liveChildren(node)) liveNodes(child, into);
  return into;
}

/** Adds a property after all others, even where one of that name was deleted before. */
export function appendProperty(node: LiveNode, name: string, value: LiveValue, span: Span): LiveProperty {
  const body = node.written.length - 1;
  const property: LiveProperty = {
    name,
    value,
    labels: NO_LABELS,
    writtenIn: node.epoch,
    statements: NO_STATEMENTS,
    createdIn: body,
    setIn: body,
    span,
  };
  if (node.properties === NO_PROPERTIES) node.properties = new Map();
  else node.properties.delete(name);
  node.properties.set(name, property);
  return property;
}

export function deleteEntry(entry: LiveProperty | LiveNode | undefined): void {
  if (entry === undefined) return;
  entry.writtenIn = DELETED;
  // The root may be written again: then it holds nothing of before.
  if ('parent' in entry && entry.parent === null) forget(entry);
}

/** Whether the root was deleted and not written again. */
export const isRootless = ({ root }: LiveTree): boolean => root.writtenIn === DELETED;

/** Begins a new epoch of a node. */
function forget(node: LiveNode): void {
  node.epoch += 1;
  node.labels = NO_LABELS;
  if (node.past === NOT_WRITTEN) node.past = node.written;
  else for (const written of node.written) node.past.push(written);
  node.written = NOT_WRITTEN;
  node.twice = undefined;
}

/** `before` with more labels; a map of its own where it was the shared empty one. */
function together(before: Labels, added: readonly Label[]): Labels {
  if (added.length === 0) return before;
  const labels: Labels = before === NO_LABELS ? new Map() : before;
  for (const label of added) labels.set(label.name, label);
  return labels;
}

/** One tree being built, with its labels. */
export class LiveTree {
  readonly root: LiveNode;
  /** Top-level statements about single nodes, and the nodes they are about. */
  readonly pointers: { readonly item: PointerItem; readonly node: LiveNode }[] = [];
  /** Who was given a label, and in which epoch. Those deleted since are dropped when met. */
  private readonly labelled = new Map<string, Map<LiveNode, number>>();
  private readonly valueOf: (statement: PropertyStatement) => LiveValue;
  private readonly problems: Problems;

  /** `valueOf` turns written values into bytes and references. */
  constructor(problems: Problems, valueOf: (statement: PropertyStatement) => LiveValue) {
    this.root = liveNode('', null, { start: 0, end: 0 });
    this.problems = problems;
    this.valueOf = valueOf;
  }

  /** The node a reference means, or undefined. */
  find({ kind, target }: Pick<Reference, 'kind' | 'target'>): LiveNode | undefined {
    return kind === 'label' ? this.labelledAs(target) : this.atPath(target);
  }

  private labelledAs(label: string): LiveNode | undefined {
    const holders = this.labelled.get(label);
    for (const [node, epoch] of holders ?? []) {
      if (node.epoch === epoch && this.isLive(node)) return node;
      holders?.delete(node);
    }
    return undefined;
  }

  private atPath(path: string): LiveNode | undefined {
    let at: LiveNode | undefined = this.root;
    for (const name of path.split('/')) if (name !== '') at = at && liveChild(at, name);
    return at;
  }

  private isLive(node: LiveNode): boolean {
    for (let at = node; at.parent !== null; at = at.parent)
      if (at.writtenIn !== at.parent.epoch) return false;
    return true;
  }

  addLabels(node: LiveNode, labels: readonly Label[]): void {
    node.labels = together(node.labels, labels);
    for (const label of labels) {
      const holders = this.labelled.get(label.name);
      if (holders === undefined) this.labelled.set(label.name, new Map([[node, node.epoch]]));
      else holders.set(node, node.epoch);
    }
  }

  /** Adds a child after all others; undefined, and a problem, where it would be too deep. */
  create(parent: LiveNode, name: string, span: Span): LiveNode | undefined {
    if (parent.depth === MAX_DEPTH) {
      this.problems.report(span, `nodes nest deeper than ${MAX_DEPTH}`);
      return undefined;
    }
    const node = liveNode(name, parent, span);
    if (parent.children === NO_CHILDREN) parent.children = new Map();
    else parent.children.delete(name);
    parent.children.set(name, node);
    return node;
  }

  /** The first body of a node: here, and only here, the same name twice is an error. */
  fill(node: LiveNode, written: Written): void {
    node.written = [written];
    for (const statement of written.body.statements) {
      if (statement.kind === 'error') continue;
      const name = statement.name.text;
      const isChild = statement.kind === 'node' || statement.kind === 'delete-node';
      const first = isChild
        ? liveChild(node, name)
        : statement.kind === 'property'
          ? liveProperty(node, name)
          : undefined;
      if (first !== undefined) node.twice ??= { name: statement.name, first };
      switch (statement.kind) {
        case 'property':
          this.addProperty(node, statement);
          break;
        case 'delete-property':
          if (!node.properties.has(name)) deleteEntry(appendProperty(node, name, NOTHING, statement));
          break;
        case 'node':
          this.addNode(node, statement);
          break;
        case 'delete-node':
          if (node.children.has(name)) break;
          deleteEntry(this.create(node, name, statement));
      }
    }
  }

  /** A further body of a node that is there already, or was. */
  merge(node: LiveNode, written: Written): void {
    if (node.parent === null) node.writtenIn = 0;
    if (node.written === NOT_WRITTEN) node.written = [written];
    else node.written.push(written);
    for (const statement of written.body.statements) {
      switch (statement.kind) {
        case 'property':
          this.setProperty(node, statement);
          break;
        case 'delete-property':
          deleteEntry(node.properties.get(statement.name.text));
          break;
        case 'node':
          this.setNode(node, statement);
          break;
        case 'delete-node':
          deleteEntry(node.children.get(statement.name.text));
          break;
        case 'error':
      }
    }
  }

  private addProperty(node: LiveNode, statement: PropertyStatement): void {
    if (statement.broken) return;
    const property = appendProperty(node, statement.name.text, this.valueOf(statement), statement);
    property.labels = together(NO_LABELS, statement.labels);
    property.statements = [statement];
  }

  private setProperty(node: LiveNode, statement: PropertyStatement): void {
    if (statement.broken) return;
    const property = node.properties.get(statement.name.text);
    if (property === undefined) return this.addProperty(node, statement);
    const isThere = property.writtenIn === node.epoch;
    property.labels = together(isThere ? property.labels : NO_LABELS, statement.labels);
    if (isThere && property.statements !== NO_STATEMENTS) property.statements.push(statement);
    else property.statements = [statement];
    property.setIn = node.written.length - 1;
    property.writtenIn = node.epoch;
    property.value = this.valueOf(statement);
    property.span = statement;
  }

  private addNode(parent: LiveNode, statement: NodeStatement): void {
    const node = this.create(parent, statement.name.text, statement);
    if (node === undefined) return;
    node.omitIfUnreferenced = statement.omitIfUnreferenced;
    // Before those of nodes inside: of two nodes with one label (an error unless one goes), the first is meant.
    this.addLabels(node, statement.labels);
    this.fill(node, statement);
  }

  private setNode(parent: LiveNode, statement: NodeStatement): void {
    const node = parent.children.get(statement.name.text);
    if (node === undefined) return this.addNode(parent, statement);
    if (node.writtenIn !== parent.epoch) {
      node.writtenIn = parent.epoch;
      forget(node);
    }
    this.addLabels(node, statement.labels);
    this.merge(node, statement);
  }
}

export const NOTHING: LiveValue = { bytes: new Uint8Array(), references: [], labels: [] };
