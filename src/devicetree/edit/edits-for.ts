// A tree changed, and the text of the tree before: the smallest changes of the text that make it say the same.
//
// What is the same object in both trees is not even looked at, so that a step of a drag costs what it changes. The
// text keeps its say in what trees cannot hold: labels, comments, expressions that still give the right number, and
// the phandles it leaves to the compiler.
import { fail, ok, type Result } from '../../model/result.ts';
import { childPath, type Tree, type TreeNode } from '../../model/tree.ts';
import { type Document, firstError } from '../document.ts';
import { liveChild, type LiveNode, type LiveReference } from '../evaluate/live.ts';
import { MAX_DEPTH } from '../limits.ts';
import { nodeNameProblem, propertyNameProblem } from '../names.ts';
import { type Describe, describeNode, withoutComments } from '../print/guess.ts';
import { nodeText } from '../print/write.ts';
import { stepsTo } from './arrange.ts';
import { type References, referencesOf, referring } from './copied.ts';
import type { Anchor } from './insert.ts';
import { placesOf, type Changed, Editing, type Placed } from './editing.ts';
import { type Gone, handedOn } from './handed-on.ts';
import { cutOf, endBefore, linesOf } from './lines.ts';
import { matchChildren } from './match.ts';
import { editReservations } from './reservations.ts';
import { editProperties, writeForced } from './property-edits.ts';
import { type Forced, isWithin, isWrittenIn, lostReferences, removeNode } from './removal.ts';
import { isRenamed, renameNodes } from './rename.ts';
import type { TextEdit } from './text-edit.ts';

/** Nodes at the root that the compiler makes. */
const GENERATED = new Set(['__symbols__', '__fixups__', '__local_fixups__']);

/**
 * The edits that make `document` say `tree`, in order and disjoint; none when it does already. `describe` knows how
 * new things are written. Fails, with the reason, for a document with errors and for what its text cannot say.
 */
export function editsFor<Around>(
  document: Document,
  tree: Tree,
  describe: Describe<Around>,
): Result<readonly TextEdit[]> {
  if (tree === document.tree) return ok([]);
  const error = firstError(document);
  if (error !== undefined) return fail(`the text has an error: ${error.message}`, error.at);
  return new TreeEdits(document, describe).run(tree);
}

class TreeEdits<Around> {
  private readonly editing: Editing;
  private readonly describe: Describe<Around>;
  private readonly changed: Changed<Around>[] = [];
  private readonly gone = new Set<Gone>();
  /** Nodes that another parent gets, by what they are to be. */
  private readonly handedOn = new Map<TreeNode, LiveNode>();
  private readonly renames = new Map<LiveNode, string>();
  /** Of the document; found when a node is added. */
  private references: References | undefined;

  constructor(document: Document, describe: Describe<Around>) {
    this.editing = new Editing(document);
    this.describe = describe;
  }

  run({ root, memreserve }: Tree): Result<readonly TextEdit[]> {
    const { editing, describe } = this;
    const { document, edits, tail, style, page } = editing;
    this.compare(document.live.root, document.tree.root, root, '/', describe.root);
    this.handOn();
    const gone = [...this.gone].map(({ node }) => node);
    for (const node of gone) removeNode(editing, node);
    renameNodes(editing, this.renames, gone);
    const forced = this.lostReferences(gone);
    // Properties first: where both go to one place they come before nodes.
    for (const changed of this.changed) editProperties(editing, changed, describe, forced);
    writeForced(editing, forced, new Set(this.changed.map(({ live }) => live)));
    for (const changed of this.changed) this.arrangeChildren(changed);
    editReservations(editing, memreserve);
    editing.inserter.done(edits);
    const lines = tail.lines(style);
    if (lines.length > 0) {
      const { lineBreak } = editing.inserter;
      const lead = page.text.endsWith('\n') ? '' : lineBreak;
      edits.insert(page.text.length, lead + lines.map((line) => `${line}${lineBreak}`).join(''));
    }
    return editing.problem === null ? ok(edits.done()) : fail(editing.problem);
  }

  private lostReferences(gone: readonly LiveNode[]): Forced {
    if (gone.length + this.renames.size + this.handedOn.size === 0) return new Map();
    return lostReferences(this.editing, gone, (target, kind, by) => this.isLost(target, kind, by));
  }

  /** Whether what is referred to is not there any more, or not by the path that says so. */
  private isLost(target: LiveNode, kind: 'phandle' | 'path', by: 'label' | 'path'): boolean {
    if ([...this.gone].some(({ node }) => isWithin(target, node))) return true;
    const byPath = kind === 'path' || by === 'path';
    return byPath && (isRenamed(target, this.renames) || this.isHandedOn(target));
  }

  private isHandedOn(target: LiveNode): boolean {
    return [...this.handedOn.values()].some((node) => isWithin(target, node));
  }

  /** Whether a copy can refer to what the original does; what an overlay's board has stays there. */
  private holds = ({ kind, reference }: LiveReference): boolean => {
    const target = this.editing.document.live.find(reference);
    return target === undefined || !this.isLost(target, kind, reference.kind);
  };

  /** Finds out what differs: nodes that are gone or renamed, and those with anything to change in them. */
  private compare(live: LiveNode, before: TreeNode, after: TreeNode, path: string, around: Around): void {
    if (before === after) return;
    const inner = this.describe.below(after, around);
    if (staysInPlace(live, before.children, after.children)) {
      this.changed.push({ live, before, after, path, around, inner, steps: [], nodes: [] });
      for (const [i, child] of after.children.entries()) {
        const [was, node] = [before.children[i], liveChild(live, child.name)];
        if (was !== undefined && was !== child && node !== undefined)
          this.compare(node, was, child, childPath(path, child.name), inner);
      }
      return;
    }
    const isOwnBusiness = ({ name }: TreeNode): boolean => live.parent !== null || !GENERATED.has(name);
    const next = after.children.filter(isOwnBusiness);
    const old = before.children.filter(isOwnBusiness).flatMap((child) => {
      const node = liveChild(live, child.name);
      return node === undefined ? [] : [{ child, node }];
    });
    if (new Set(next.map(({ name }) => name)).size < next.length)
      return this.editing.cannot(`${path} has two nodes of one name, which text cannot have`);
    const { from, gone } = matchChildren(
      old.map(({ child }) => child),
      next,
    );
    for (const i of gone) {
      const lost = old[i];
      if (lost !== undefined) this.gone.add({ node: lost.node, before: lost.child });
    }
    const steps = stepsTo(next, from);
    const nodes = old.map(({ node }) => node);
    this.changed.push({ live, before, after, path, around, inner, steps, nodes });
    for (const step of steps) {
      const was = step.kind === 'new' ? undefined : old[step.from];
      if (was === undefined) continue;
      if (was.child.name !== step.item.name) this.rename(was.node, step.item.name);
      this.compare(was.node, was.child, step.item, childPath(path, step.item.name), inner);
    }
  }

  /** Finds those of the new nodes that are gone elsewhere. */
  private handOn(): void {
    if (this.gone.size === 0) return;
    for (const changed of this.changed.slice()) {
      const { live, path, inner, steps } = changed;
      const places = this.places(changed);
      for (const [i, { kind, item }] of steps.entries()) {
        const { anchor = null, isTooLate = false } = places[i] ?? {};
        if (kind !== 'new' || isTooLate || (anchor ?? lastOf(this.editing, live)) === null) continue;
        const found = handedOn(this.editing, this.gone, live, item);
        if (found === undefined || problemOf(item, live.depth + 1) !== null) continue;
        this.gone.delete(found);
        this.handedOn.set(item, found.node);
        if (found.before.name !== item.name) this.rename(found.node, item.name);
        this.compare(found.node, found.before, item, childPath(path, item.name), inner);
      }
    }
  }

  private places({ steps, nodes }: Changed<Around>): readonly Placed[] {
    return placesOf(steps, (at) => {
      const node = nodes[at];
      return node && this.editing.siteOfNode(node);
    });
  }

  private arrangeChildren(changed: Changed<Around>): void {
    const { live, path, inner, steps, nodes } = changed;
    const places = this.places(changed);
    for (const [i, step] of steps.entries()) {
      const { anchor = null, isTooLate = false } = places[i] ?? {};
      const node = step.kind === 'new' ? this.handedOn.get(step.item) : nodes[step.from];
      if (step.kind !== 'stay' && isTooLate) this.cannotOrder(path, step.item);
      else if (node === undefined) this.addNode(live, anchor, step.item, path, inner);
      else if (step.kind !== 'stay') this.moveNode(node, live, anchor, path);
    }
  }

  private cannotOrder(path: string, { name }: { readonly name: string }): void {
    this.editing.cannot(`the order of the nodes in ${path} cannot be changed where ${name} is written`);
  }

  private rename(node: LiveNode, name: string): void {
    const problem = nodeNameProblem(name);
    if (problem !== undefined) this.editing.cannot(problem);
    this.renames.set(node, name);
  }

  private addNode(
    parent: LiveNode,
    anchor: Anchor | null,
    node: TreeNode,
    path: string,
    around: Around,
  ): void {
    const { editing } = this;
    const problem = problemOf(node, parent.depth + 1);
    if (problem !== null) return editing.cannot(`${childPath(path, node.name)}: ${problem}`);
    const { live, tree } = editing.document;
    this.references ??= referencesOf(live.root, tree.root);
    const describe = referring(withoutComments(this.describe), this.references, this.holds);
    const written = describeNode(node, describe, around);
    const lines = nodeText(written, 0, editing.style).split('\n').slice(0, -1);
    // A node of that name that was deleted would delete the new one too.
    const place = parent.children.has(node.name) ? null : (anchor ?? lastOf(editing, parent));
    if (place === null) editing.tail.addNode(parent, lines);
    else editing.inserter.put(place, { lines, isNode: true }, editing.edits);
  }

  private moveNode(node: LiveNode, parent: LiveNode, anchor: Anchor | null, path: string): void {
    const { editing } = this;
    const site = editing.siteOfNode(node);
    const to = anchor ?? lastOf(editing, parent);
    if (!site || to === null || !isWrittenIn(editing, node, site.statement))
      return this.cannotOrder(path, node);
    const { page, inserter, edits } = editing;
    const lines = linesOf(page, endBefore(site.body, site.statement), site.statement);
    inserter.move(to, lines, cutOf(page, lines), edits);
  }
}

/** Whether a node's children are those of before, each in its place: what most edits leave of most nodes. */
const staysInPlace = (live: LiveNode, before: readonly TreeNode[], after: readonly TreeNode[]): boolean =>
  after === before ||
  (live.parent !== null &&
    after.length === before.length &&
    after.every((child, i) => child.name === before[i]?.name && liveChild(live, child.name) !== undefined));

/** Why text cannot hold a node, or null. */
function problemOf({ name, properties, children }: TreeNode, depth: number): string | null {
  if (depth > MAX_DEPTH) return `nodes nest deeper than ${MAX_DEPTH}`;
  const names = (of: readonly { readonly name: string }[]): number => new Set(of.map((one) => one.name)).size;
  if (names(properties) < properties.length || names(children) < children.length)
    return 'two things in it have one name, which text cannot have';
  const own = name === '' ? 'a node without a name' : nodeNameProblem(name);
  const inner = properties
    .map((property) => propertyNameProblem(property.name))
    .find((one) => one !== undefined);
  if (own !== undefined || inner !== undefined) return own ?? inner ?? null;
  for (const child of children) {
    const problem = problemOf(child, depth + 1);
    if (problem !== null) return problem;
  }
  return null;
}

/** At the end of the last body a node has in the document itself; null when it has none. */
function lastOf(editing: Editing, node: LiveNode): Anchor | null {
  const body = editing.ownBodies(node).at(-1)?.body;
  return body === undefined ? null : { kind: 'last', body };
}
