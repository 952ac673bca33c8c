// The overlay that makes one tree of another, and what no overlay can say of the difference.
//
// An overlay adds and replaces. What it cannot do is not reasoned about here but found out: the overlay is applied, and
// whatever still differs is what is lost.
import { strings } from '../../model/cells.ts';
import { sameBytes } from '../../model/same-bytes.ts';
import {
  childPath,
  findChild,
  findProperty,
  node,
  type Property,
  type Tree,
  type TreeNode,
} from '../../model/tree.ts';
import { applyOverlay } from './apply.ts';

export interface OverlayBetween {
  /** null: there is nothing to say. */
  readonly overlay: Tree | null;
  /** What stays as it was in the base, as sentences. */
  readonly lost: readonly string[];
  /** Nodes whose children come in another order than wanted; `lost` says so too. */
  readonly reordered: readonly string[];
}

const isPhandle = ({ name }: Property): boolean => name === 'phandle' || name === 'linux,phandle';

/** Why no overlay can say it, of what would be left. */
export const cannotRemove = (lost: readonly string[]): string =>
  `an overlay adds and replaces, it cannot remove: ${lost.join(', ')}`;

/** From `base` to `wanted`, as one fragment at the root. */
export function overlayBetween(base: Tree, wanted: Tree): OverlayBetween {
  const change = changeOf(base.root, wanted.root);
  if (change === null) return { overlay: null, ...lostBetween(base, wanted) };
  const overlay = fragmentOf({ ...change, name: '__overlay__' });
  const applied = applyOverlay(base, overlay);
  return applied.ok
    ? { overlay, ...lostBetween(applied.value, wanted) }
    : { overlay, lost: [applied.problem.message], reordered: [] };
}

function lostBetween(is: Tree, wanted: Tree): Omit<OverlayBetween, 'overlay'> {
  const found = [...differences(is.root, wanted.root, '/')];
  return {
    lost: found.map(({ words }) => words),
    reordered: found.flatMap(({ reordered }) => reordered ?? []),
  };
}

/** An overlay of one fragment, at the root: so a base that lacks a node gets it. */
export const fragmentOf = (overlay: TreeNode): Tree => ({
  root: node('', [], [node('fragment@0', [strings('target-path', '/')], [overlay])]),
  memreserve: [],
  bootCpu: 0,
});

/** What a node has that the base's has not or has otherwise; null when nothing. New nodes stand last first. */
function changeOf(base: TreeNode, wanted: TreeNode): TreeNode | null {
  if (base === wanted) return null;
  const properties = wanted.properties.filter((property) => {
    const old = findProperty(base, property.name);
    return !isPhandle(property) && (old === undefined || !sameBytes(old, property.value));
  });
  properties.reverse();
  const children: TreeNode[] = [];
  for (const child of wanted.children) {
    const old = findChild(base, child.name);
    const change = old === undefined ? reversed(child) : changeOf(old, child);
    if (change !== null) children.unshift(change);
  }
  return properties.length + children.length === 0 ? null : node(wanted.name, properties, children);
}

/**
 * A new node as it must stand in an overlay: applying puts each new thing before its siblings and so turns the order
 * round. Phandles stay behind: applying renumbers those an overlay brings.
 */
export const reversed = (of: TreeNode): TreeNode =>
  node(
    of.name,
    of.properties.filter((property) => !isPhandle(property)).toReversed(),
    of.children.map(reversed).toReversed(),
  );

interface Difference {
  readonly words: string;
  /** The node whose children stand in another order, where it is that. */
  readonly reordered?: string;
}

/** How a tree differs from the wanted one. Order matters among nodes only. */
function* differences(is: TreeNode, wanted: TreeNode, path: string): Generator<Difference> {
  if (is === wanted) return;
  for (const { name, value } of is.properties) {
    const other = findProperty(wanted, name);
    if (other === undefined) yield { words: `${name} of ${path} stays` };
    else if (!sameBytes(value, other)) yield { words: `${name} of ${path} stays as it is` };
  }
  for (const { name } of wanted.properties)
    if (findProperty(is, name) === undefined) yield { words: `${path} does not get its ${name}` };
  for (const child of is.children)
    if (findChild(wanted, child.name) === undefined) yield { words: `${childPath(path, child.name)} stays` };
  const names = (of: TreeNode, other: TreeNode): string =>
    of.children
      .map(({ name }) => name)
      .filter((name) => findChild(other, name) !== undefined)
      .join();
  if (names(is, wanted) !== names(wanted, is))
    yield { words: `the nodes of ${path} stand in another order`, reordered: path };
  for (const child of wanted.children) {
    const other = findChild(is, child.name);
    if (other !== undefined) yield* differences(other, child, childPath(path, child.name));
  }
}
