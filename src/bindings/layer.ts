// How a person's text and the tree Xen is given belong together: the text is the whole tree, its `/chosen`, or an
// overlay on a board's own text that is left alone.
import type { Document } from '../devicetree/document.ts';
import { applyOverlay } from '../devicetree/overlay/apply.ts';
import { cannotRemove, type OverlayBetween, overlayBetween } from '../devicetree/overlay/between.ts';
import { fragmentsOn, OVERLAY } from '../devicetree/overlay/fragments.ts';
import { isOverlay } from '../devicetree/overlay/is-overlay.ts';
import { reviseOverlay } from '../devicetree/overlay/revise.ts';
import type { Describe } from '../devicetree/print/guess.ts';
import { DEFAULT_CELLS } from '../model/cells.ts';
import { fail, ok, type Result } from '../model/result.ts';
import { childPath, findChild, type Tree, type TreeNode } from '../model/tree.ts';
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

const below = (path: string, rest: string): string => (path === '/' ? rest || '/' : `${path}${rest}`);

/** Why no overlay can say it, or null. Which of its new nodes comes first is the overlay's own business. */
export const overlayRefusal = ({ lost, reordered }: OverlayBetween): string | null =>
  lost.length === reordered.length ? null : cannotRemove(lost);

/**
 * The text is an overlay on `base`, which has `__symbols__` where the overlay uses its labels. Applying it puts new nodes
 * before their siblings, whatever the order wanted. `made` is the tree the text makes before it is written to.
 */
export const overlayOn = (base: Tree, made: () => Tree = () => base): Layer => ({
  read: (own) => applyOverlay(base, own),
  write(document, tree) {
    if (!isOverlay(document.tree)) {
      const between = overlayBetween(base, tree);
      const refusal = overlayRefusal(between);
      return refusal === null ? ok(between.overlay ?? document.tree) : fail(refusal);
    }
    return reviseOverlay(base, document.tree, made(), tree);
  },
  describe: describeIn,
  inText(path, own) {
    for (const { name, target, content } of fragmentsOn(base, own)) {
      const rest = target === '/' ? path : path.startsWith(target) ? path.slice(target.length) : null;
      if (rest === null || (rest !== '' && !rest.startsWith('/'))) continue;
      const names = rest.split('/').filter((part) => part !== '');
      const found = names.reduce<TreeNode | undefined>((at, part) => at && findChild(at, part), content);
      const top = childPath(childPath('/', name), OVERLAY);
      if (found !== undefined) return names.reduce(childPath, top);
    }
    return null;
  },
  inTree(path, own) {
    const [, name = '', mark, ...rest] = path.split('/');
    const fragment = fragmentsOn(base, own).find((one) => one.name === name);
    return fragment === undefined || mark !== OVERLAY
      ? null
      : below(fragment.target, rest.map((one) => `/${one}`).join(''));
  },
});
