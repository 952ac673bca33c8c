// An overlay, and the tree wanted instead of the one it makes: the overlay with the fewest changes that makes that tree.
//
// Every change goes to the fragment that says the thing already, else to the one that reaches deepest; what the overlay
// writes as a reference stays one.
import { fail, ok, type Result } from '../../model/result.ts';
import { sameBytes } from '../../model/same-bytes.ts';
import {
  childPath,
  findChild,
  findProperty,
  type Property,
  type Tree,
  type TreeNode,
} from '../../model/tree.ts';
import { matchChildren } from '../edit/match.ts';
import { cannotRemove, reversed } from './between.ts';
import { type Fragment, fragmentsOn, OVERLAY } from './fragments.ts';

/**
 * `overlay` changed so that it makes `wanted` of `base`, where it made `made`. The order of new nodes is as far as
 * applying leaves it to one fragment. Fails, with the reason, where an overlay cannot say it or no fragment reaches.
 * Fixups are left as they were: whoever writes the overlay as text has them made again.
 */
export function reviseOverlay(base: Tree, overlay: Tree, made: Tree, wanted: Tree): Result<Tree> {
  const revision = new Revision(fragmentsOn(base, overlay), made.root);
  revision.compare(base.root, made.root, wanted.root, '/');
  const { obstacle, lost } = revision;
  if (lost.length > 0) return fail(cannotRemove(lost));
  if (obstacle !== null) return fail(obstacle);
  const children = overlay.root.children.map((child) => revision.revised(child));
  return ok(
    children.every((child, i) => child === overlay.root.children[i])
      ? overlay
      : { ...overlay, root: { ...overlay.root, children } },
  );
}

const isPhandle = ({ name }: Property): boolean => name === 'phandle' || name === 'linux,phandle';

const sameValue = (a: Uint8Array | undefined, b: Uint8Array | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && sameBytes(a, b));

const namesOf = (path: string): readonly string[] => path.split('/').filter((name) => name !== '');

/** Names from one path down to another; null where that is not below. */
function namesBelow(top: string, path: string): readonly string[] | null {
  const [above, names] = [namesOf(top), namesOf(path)];
  return above.every((name, i) => name === names[i]) ? names.slice(above.length) : null;
}

const at = (of: TreeNode, names: readonly string[]): TreeNode | undefined =>
  names.reduce<TreeNode | undefined>((node, name) => node && findChild(node, name), of);

/** A node with something below it changed; what is missing on the way there is made. */
function changed(of: TreeNode, names: readonly string[], change: (node: TreeNode) => TreeNode): TreeNode {
  const [name, ...rest] = names;
  if (name === undefined) return change(of);
  const child = findChild(of, name);
  if (child === undefined) {
    const added = changed({ name, properties: [], children: [] }, rest, change);
    return { ...of, children: [added, ...of.children] };
  }
  const next = changed(child, rest, change);
  return { ...of, children: of.children.map((one) => (one === child ? next : one)) };
}

/** What an overlay writes for a value: the numbers that stay are left as they stand, references among them. */
function written(own: Uint8Array, made: Uint8Array, wanted: Uint8Array): Uint8Array {
  const value = wanted.slice();
  for (let cell = 0; cell + 4 <= Math.min(own.length, made.length, value.length); cell += 4)
    if (sameValue(made.subarray(cell, cell + 4), wanted.subarray(cell, cell + 4)))
      value.set(own.subarray(cell, cell + 4), cell);
  return value;
}

/** A fragment that reaches a node. */
interface Reach {
  readonly fragment: Fragment;
  /** From its target to the node. */
  readonly names: readonly string[];
  /** What it says of the node so far. */
  readonly node: TreeNode | undefined;
  /** How far down the tree it says anything on the way to the node. */
  readonly depth: number;
}

class Revision {
  /** What the base has and would keep, as sentences. */
  readonly lost: string[] = [];
  /** What in the overlay's own text is in the way first, and what to do about it. */
  obstacle: string | null = null;
  private readonly fragments: readonly Fragment[];
  private readonly contents: Map<string, TreeNode>;

  /** By a property of the tree it makes: what the overlay says for it. A copy shares the former. */
  private readonly said = new Map<Property, Property>();

  constructor(fragments: readonly Fragment[], made: TreeNode) {
    this.fragments = fragments;
    for (const { target, content } of fragments) this.hear(content, at(made, namesOf(target)));
    this.contents = new Map(fragments.map(({ name, content }) => [name, content]));
  }

  /** A later fragment's word counts. */
  private hear(content: TreeNode, made: TreeNode | undefined): void {
    if (made === undefined) return;
    for (const own of content.properties) {
      const property = made.properties.find(({ name }) => name === own.name);
      if (property !== undefined) this.said.set(property, own);
    }
    for (const child of content.children) this.hear(child, findChild(made, child.name));
  }

  /** A new node with what is copied in it as the overlay says it of the original. */
  private asSaid(of: TreeNode): TreeNode {
    return {
      ...of,
      properties: of.properties.map((property) => this.said.get(property) ?? property),
      children: of.children.map((child) => this.asSaid(child)),
    };
  }

  revised(fragment: TreeNode): TreeNode {
    const before = findChild(fragment, OVERLAY);
    const content = this.contents.get(fragment.name);
    if (before === undefined || content === undefined || before === content) return fragment;
    return { ...fragment, children: fragment.children.map((one) => (one === before ? content : one)) };
  }

  /** Brings the fragments from what they make of a node to what is wanted of it; `base` has it before they do. */
  compare(base: TreeNode | undefined, made: TreeNode, wanted: TreeNode, path: string): void {
    if (made === wanted) return;
    for (const property of wanted.properties) {
      const old = findProperty(made, property.name);
      if (sameValue(old, property.value)) continue;
      if (isPhandle(property)) this.lost.push(`${path} does not get its ${property.name}`);
      else if (base !== undefined && sameValue(findProperty(base, property.name), property.value))
        this.unset(path, property.name);
      else this.set(path, property, old ?? property.value);
    }
    for (const { name } of made.properties) {
      if (findProperty(wanted, name) !== undefined) continue;
      if (base !== undefined && findProperty(base, name) !== undefined)
        this.lost.push(`${name} of ${path} stays`);
      else this.unset(path, name);
    }
    this.compareChildren(base, made, wanted, path);
  }

  private compareChildren(base: TreeNode | undefined, made: TreeNode, wanted: TreeNode, path: string): void {
    const { from, gone } = matchChildren(made.children, wanted.children);
    const isOfBase = (name: string): boolean => base !== undefined && findChild(base, name) !== undefined;
    const drop = (name: string): void => {
      const inner = childPath(path, name);
      if (isOfBase(name)) this.lost.push(`${inner} stays`);
      else this.drop(path, name);
    };
    for (const i of gone) drop(made.children[i]?.name ?? '');
    for (const [i, child] of wanted.children.entries()) {
      const before = made.children[from[i] ?? -1];
      if (before === undefined) this.add(path, child);
      else if (before.name !== child.name && isOfBase(before.name)) drop(before.name);
      else if (before.name !== child.name) this.rename(path, before.name, child.name);
    }
    const order = wanted.children.map(({ name }) => name);
    if (order.join() !== made.children.map(({ name }) => name).join()) this.arrange(path, order, isOfBase);
    for (const [i, child] of wanted.children.entries()) {
      const before = made.children[from[i] ?? -1];
      if (before !== undefined && before !== child)
        this.compare(base && findChild(base, child.name), before, child, childPath(path, child.name));
    }
  }

  private reaching(path: string): readonly Reach[] {
    return this.fragments.flatMap((fragment) => {
      const content = this.contents.get(fragment.name);
      const names = namesBelow(fragment.target, path);
      if (content === undefined || names === null) return [];
      let said = 0;
      while (said < names.length && at(content, names.slice(0, said + 1)) !== undefined) said += 1;
      const depth = namesOf(fragment.target).length + said;
      return [{ fragment, names, node: said === names.length ? at(content, names) : undefined, depth }];
    });
  }

  private change({ fragment, names }: Reach, change: (node: TreeNode) => TreeNode): void {
    const content = this.contents.get(fragment.name);
    if (content !== undefined) this.contents.set(fragment.name, changed(content, names, change));
  }

  /** Every fragment that says something of the node says it otherwise. */
  private changeAll(path: string, change: (node: TreeNode) => TreeNode): void {
    for (const reach of this.reaching(path)) if (reach.node !== undefined) this.change(reach, change);
  }

  /** Of those that reach deepest the last: what it says counts. */
  private changeBest(path: string, reaching: readonly Reach[], change: (node: TreeNode) => TreeNode): void {
    const deepest = Math.max(...reaching.map(({ depth }) => depth));
    const best = reaching.findLast(({ depth }) => depth === deepest);
    if (best === undefined)
      this.obstacle ??= `no fragment of the overlay reaches ${path}: add “&{/} { };” to its text, then the map can write there`;
    else this.change(best, change);
  }

  private set(path: string, { name, value }: Property, made: Uint8Array): void {
    const reaching = this.reaching(path);
    const holder = reaching.findLast(({ node }) => node && findProperty(node, name) !== undefined);
    if (holder !== undefined)
      return this.change(holder, (node) => ({
        ...node,
        properties: node.properties.map((one) =>
          one.name === name ? { name, value: written(one.value, made, value) } : one,
        ),
      }));
    this.changeBest(path, reaching, (node) => ({
      ...node,
      properties: [...node.properties, { name, value }],
    }));
  }

  private unset(path: string, name: string): void {
    this.changeAll(path, (node) => ({
      ...node,
      properties: node.properties.filter((one) => one.name !== name),
    }));
  }

  private add(path: string, child: TreeNode): void {
    this.changeBest(path, this.reaching(path), (node) => ({
      ...node,
      children: [reversed(this.asSaid(child)), ...node.children],
    }));
  }

  private drop(path: string, name: string): void {
    this.refuseTargets(childPath(path, name));
    this.changeAll(path, (node) => ({
      ...node,
      children: node.children.filter((one) => one.name !== name),
    }));
  }

  private rename(path: string, from: string, to: string): void {
    this.refuseTargets(childPath(path, from));
    this.changeAll(path, (node) => ({
      ...node,
      children: node.children.map((one) => (one.name === from ? { ...one, name: to } : one)),
    }));
  }

  /** What a fragment is for has to be there under its name when that fragment's turn comes. */
  private refuseTargets(path: string): void {
    for (const { target } of this.fragments)
      if (namesBelow(path, target) !== null)
        this.obstacle ??= `a fragment of the overlay is for ${target}: change that fragment in its text first`;
  }

  /** Applying puts each new node before those that are there: the one wanted last stands first. */
  private arrange(path: string, order: readonly string[], isOfBase: (name: string) => boolean): void {
    this.changeAll(path, (node) => {
      const isNew = ({ name }: TreeNode): boolean => !isOfBase(name);
      const sorted = node.children
        .filter(isNew)
        .toSorted((a, b) => order.indexOf(b.name) - order.indexOf(a.name));
      const children = node.children.map((child) => (isNew(child) ? (sorted.shift() ?? child) : child));
      return { ...node, children };
    });
  }
}
