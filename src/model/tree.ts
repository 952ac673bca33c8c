// The device tree as Xen reads it: ordered nodes, ordered properties, raw bytes. No interpretation here.
import type { Range } from './range.ts';

export interface Property {
  readonly name: string;
  /** Raw big-endian value; empty for a boolean property. */
  readonly value: Uint8Array;
}

export interface TreeNode {
  /** Name with unit address (`memory@40000000`); empty for the root. */
  readonly name: string;
  readonly properties: readonly Property[];
  readonly children: readonly TreeNode[];
}

/** A whole tree. Node and property order are those of the blob: what Xen does depends on them. */
export interface Tree {
  readonly root: TreeNode;
  /** `/memreserve/` entries, host physical. */
  readonly memreserve: readonly Range[];
  /** `boot_cpuid_phys` of the blob header. */
  readonly bootCpu: number;
}

export const node = (
  name: string,
  properties: readonly Property[] = [],
  children: readonly TreeNode[] = [],
): TreeNode => ({ name, properties, children });

export const findProperty = (of: TreeNode, name: string): Uint8Array | undefined =>
  named(of.properties, name)?.value;

/** The child with exactly this name, unit address included. */
export const findChild = (of: TreeNode, name: string): TreeNode | undefined => named(of.children, name);

/** Asked of every node of a tree: a loop costs less than a function called for each. */
function named<T extends { readonly name: string }>(all: readonly T[], name: string): T | undefined {
  for (const one of all) if (one.name === name) return one;
  return undefined;
}

/** Path of a child below `parent` (`/` for the root). */
export const childPath = (parent: string, name: string): string =>
  parent === '/' ? `/${name}` : `${parent}/${name}`;

/** The node at an absolute path without abbreviations, or undefined. */
export function nodeAt(tree: Tree, path: string): TreeNode | undefined {
  let at: TreeNode | undefined = tree.root;
  for (const name of path.split('/').filter((part) => part !== '')) at = at && findChild(at, name);
  return at;
}
