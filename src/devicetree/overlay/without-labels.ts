// A tree made of a labelled base, as it would be of the same base without: what only the labels brought is taken out.
import { childPath, findChild, findProperty, type Tree, type TreeNode } from '../../model/tree.ts';
import { fixupsOf, pathText } from './format.ts';
import { FIXUPS, SYMBOLS } from './fragments.ts';

/**
 * `tree` without the `__symbols__` and the phandles that `labelled` has beyond `plain`. The phandles that `overlay`
 * wrote into values stay: they are what those values mean.
 */
export function withoutLabels(tree: Tree, plain: Tree, labelled: Tree, overlay: Tree): Tree {
  if (plain === labelled) return tree;
  const needed = neededIn(labelled, overlay);
  const strip = (
    of: TreeNode,
    before: TreeNode | undefined,
    brought: TreeNode | undefined,
    path: string,
  ): TreeNode => {
    if (before === undefined || brought === undefined || of === before) return of;
    return {
      ...of,
      properties: of.properties.filter(
        ({ name }) =>
          name !== 'phandle' ||
          needed.has(path) ||
          findProperty(before, name) !== undefined ||
          findProperty(brought, name) === undefined,
      ),
      children: of.children
        .filter(({ name }) => path !== '/' || name !== SYMBOLS || findChild(before, SYMBOLS) !== undefined)
        .map((child) =>
          strip(
            child,
            findChild(before, child.name),
            findChild(brought, child.name),
            childPath(path, child.name),
          ),
        ),
    };
  };
  return { ...tree, root: strip(tree.root, plain.root, labelled.root, '/') };
}

/** Paths of the nodes whose phandle stands in a value of the overlay. */
function neededIn(labelled: Tree, overlay: Tree): ReadonlySet<string> {
  const symbols = findChild(labelled.root, SYMBOLS);
  const fixups = findChild(overlay.root, FIXUPS)?.properties ?? [];
  return new Set(
    fixups.flatMap(({ name: label, value }) => {
      const path = symbols && findProperty(symbols, label);
      const isInValue = (fixupsOf(value) ?? []).some(({ property }) => property !== 'target');
      return path !== undefined && isInValue ? [pathText(path)] : [];
    }),
  );
}
