// Overlays told apart from whole trees; apart from applying them, which opening a whole tree does without.
import { findChild, type Tree } from '../../model/tree.ts';

/** Whether a tree is an overlay: a child of its root has an `__overlay__`. */
export const isOverlay = ({ root }: Tree): boolean =>
  root.children.some((child) => findChild(child, '__overlay__') !== undefined);
