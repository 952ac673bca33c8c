// How a person's text and the tree Xen is given belong together: the text is the whole tree, its `/chosen`, or an
// overlay on a board's own text that is left alone.
import type { Document } from '../devicetree/document.ts';
import { pathText } from '../devicetree/overlay/format.ts';
import { applyOverlay } from '../devicetree/overlay/apply.ts';
import { fragmentOf, type OverlayBetween, overlayBetween } from '../devicetree/overlay/between.ts';
import type { Describe } from '../devicetree/print/guess.ts';
import { DEFAULT_CELLS } from '../model/cells.ts';
import { fail, ok, type Result } from '../model/result.ts';
import { childPath, findChild, findProperty, node, type Tree, type TreeNode } from '../model/tree.ts';
import { childCellsOf } from './cells-in-force.ts';
import type { Surroundings } from './decode.ts';
import { XEN_TREE } from './describe.ts';

export interface Layer {
  /** The tree Xen is given when a text says `own`; `current` is the tree until now. Fails where the text says too much. */
  read(own: Tree, current: Tree): Result<Tree>;
  /** What the text must say for Xen to be given `tree`. Fails, with the reason, where such a text cannot say it. */
  write(document: Document, tree: Tree): Result<Tree>;
  /** How new things in the text are written. */
  describe(tree: Tree): Describe<Surroundings>;
  /** Where a node of Xen's tree stands in the text's own tree, and back; null where it does not. */
  inText(path: string, own: Tree): string | null;
  inTree(path: string, own: Tree): string | null;
}

/** The text is the tree. */
export const WHOLE: Layer = {
  read: (own) => ok(own),
  write: (_document, tree) => ok(tree),
  describe: () => XEN_TREE,
  inText: (path) => path,
  inTree: (path) => path,
};

/** What is written at the root of a tree is read in that tree's cells, also where the text does not repeat them. */
function describeIn({ root }: Tree): Describe<Surroundings> {
  const rootCells = childCellsOf(root, DEFAULT_CELLS);
  return { ...XEN_TREE, root: { cells: rootCells, rootCells } };
}

const CHOSEN = 'chosen';
const isInChosen = (path: string): boolean => path === `/${CHOSEN}` || path.startsWith(`/${CHOSEN}/`);

/** `tree` with another `/chosen`, or without. */
export function withChosen(tree: Tree, chosen: TreeNode | undefined): Tree {
  const { root } = tree;
  const old = findChild(root, CHOSEN);
  if (old === chosen) return tree;
  const children =
    old === undefined
      ? [...root.children, ...(chosen === undefined ? [] : [chosen])]
      : root.children.flatMap((child) => (child === old ? (chosen === undefined ? [] : [chosen]) : [child]));
  return { ...tree, root: { ...root, children } };
}

/** The text is `/chosen` alone, for a board that is no text: the rest of the tree stays as it is. */
export const CHOSEN_ALONE: Layer = {
  read(own, current) {
    const extra = [...own.root.children, ...own.root.properties].find(({ name }) => name !== CHOSEN);
    if (extra !== undefined)
      return fail(`only /chosen is written here, the board is not a text: ${extra.name} has no place`, '/');
    if (own.memreserve.length > 0) return fail('only /chosen is written here: /memreserve/ has no place');
    return ok(withChosen(current, findChild(own.root, CHOSEN)));
  },
  write: (document, tree) => ok(withChosen(document.tree, findChild(tree.root, CHOSEN))),
  describe: describeIn,
  inText: (path) => (isInChosen(path) ? path : null),
  inTree: (path) => (isInChosen(path) || path === '/' ? path : null),
};

const OVERLAY = '__overlay__';

/** A fragment of an overlay's tree with the path it is put at; null for one that goes to a label. */
const targetOf = (fragment: TreeNode): string | null => {
  const value = findProperty(fragment, 'target-path');
  return value === undefined ? null : pathText(value);
};

const below = (path: string, rest: string): string => (path === '/' ? rest || '/' : `${path}${rest}`);

/** Why no overlay can say it, or null. Which of its new nodes comes first is the overlay's own business. */
export const overlayRefusal = ({ lost, reordered }: OverlayBetween): string | null =>
  lost.length === reordered.length
    ? null
    : `an overlay adds and replaces, it cannot remove: ${lost.join(', ')}`;

/** The text is an overlay on `base`. Applying it puts new nodes before their siblings, whatever the order wanted. */
export const overlayOn = (base: Tree): Layer => ({
  read: (own) => applyOverlay(base, own),
  write(document, tree) {
    const between = overlayBetween(base, tree);
    const { overlay } = between;
    const refusal = overlayRefusal(between);
    if (refusal !== null) return fail(refusal);
    const fragments = document.tree.root.children.filter((child) => findChild(child, OVERLAY) !== undefined);
    const [fragment] = fragments;
    if (fragment === undefined) return ok(overlay ?? document.tree);
    if (fragments.length > 1 || targetOf(fragment) !== '/')
      return fail('the overlay has more than one fragment, or one that is not at the root; change its text');
    const wanted =
      overlay === null ? node(OVERLAY) : (overlay.root.children[0]?.children[0] ?? node(OVERLAY));
    const { root } = fragmentOf(wanted);
    return ok({
      ...document.tree,
      root: { ...root, children: root.children.map((one) => ({ ...one, name: fragment.name })) },
    });
  },
  describe: describeIn,
  inText(path, own) {
    for (const fragment of own.root.children) {
      const target = targetOf(fragment);
      const overlay = findChild(fragment, OVERLAY);
      if (target === null || overlay === undefined) continue;
      const rest = target === '/' ? path : path.startsWith(target) ? path.slice(target.length) : null;
      if (rest === null || (rest !== '' && !rest.startsWith('/'))) continue;
      const names = rest.split('/').filter((name) => name !== '');
      const found = names.reduce<TreeNode | undefined>((at, name) => at && findChild(at, name), overlay);
      const top = childPath(childPath('/', fragment.name), OVERLAY);
      if (found !== undefined) return names.reduce(childPath, top);
    }
    return null;
  },
  inTree(path, own) {
    const [, name = '', mark, ...rest] = path.split('/');
    const fragment = findChild(own.root, name);
    const target = fragment === undefined ? null : targetOf(fragment);
    if (target === null || mark !== OVERLAY) return null;
    return below(target, rest.map((one) => `/${one}`).join(''));
  },
});
