// Where the fragments of an overlay go: to the path each states, or to the node its label means in the base.
import { findChild, findProperty, type Tree, type TreeNode } from '../../model/tree.ts';
import { Draft } from './draft.ts';
import { fixupsOf, pathText } from './format.ts';

/** Labels of a base and the paths they mean, as dtc -@ writes them. */
export const SYMBOLS = '__symbols__';
/** Labels an overlay asks its base for, and where in the overlay each is used. */
export const FIXUPS = '__fixups__';
export const OVERLAY = '__overlay__';

export interface Fragment {
  /** Of the node of the overlay's tree: `fragment@0`. */
  readonly name: string;
  /** Path of the node in the base that it extends. */
  readonly target: string;
  /** What it adds there: its `__overlay__`. */
  readonly content: TreeNode;
}

/** Whether an overlay can only be applied to a base whose labels are known. */
export const needsLabels = (overlay: Tree): boolean => findChild(overlay.root, FIXUPS) !== undefined;

/** The fragments of an overlay whose targets can be told before it is applied, in order. */
export function fragmentsOn(base: Tree, overlay: Tree): readonly Fragment[] {
  const byFixup = needsLabels(overlay) ? labelTargets(base, overlay) : new Map<string, string>();
  const into = Draft.of(base.root);
  return overlay.root.children.flatMap((fragment) => {
    const content = findChild(fragment, OVERLAY);
    const stated = findProperty(fragment, 'target-path');
    const path = byFixup.get(fragment.name) ?? (stated && pathText(stated));
    if (content === undefined || path?.startsWith('/') !== true) return [];
    // In full: `/soc/serial` also means `/soc/serial@1000`.
    return [{ name: fragment.name, target: into.at(path)?.path ?? path, content }];
  });
}

/** The paths of fragments with a label for a target, by the fragment's name. */
function labelTargets(base: Tree, overlay: Tree): ReadonlyMap<string, string> {
  const symbols = findChild(base.root, SYMBOLS);
  const targets = new Map<string, string>();
  for (const { name: label, value } of findChild(overlay.root, FIXUPS)?.properties ?? []) {
    const path = symbols && findProperty(symbols, label);
    if (path === undefined) continue;
    for (const place of fixupsOf(value) ?? [])
      if (place.property === 'target' && place.offset === 0) targets.set(place.path.slice(1), pathText(path));
  }
  return targets;
}
