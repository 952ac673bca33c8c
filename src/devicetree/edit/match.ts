// Which child of a node has become which: the same name, or a new name for the same thing.
import type { TreeNode } from '../../model/tree.ts';

export interface Matched {
  /** For each child to come, where it stands now; undefined for new ones. */
  readonly from: readonly (number | undefined)[];
  /** Children that are gone, by place. */
  readonly gone: readonly number[];
}

const baseOf = (name: string): string => name.split('@', 1)[0] ?? '';

/** Whether two nodes share objects, as those do of which one was made from the other. */
export function related(a: TreeNode, b: TreeNode): boolean {
  const own = new Set<unknown>([...a.properties, ...a.children]);
  return [...b.properties, ...b.children].some((part) => own.has(part));
}

/**
 * A node with another name is the one before when it has been made from it, or else when it has the same name but
 * for the address. Where it would have to change places with one that has kept its name, it is a copy whose original
 * has gone.
 */
export function matchChildren(before: readonly TreeNode[], after: readonly TreeNode[]): Matched {
  const places = new Map(before.map((child, i) => [child.name, i]));
  const from = after.map((child) => places.get(child.name));
  const kept = from.flatMap((i, j) => (i === undefined ? [] : [{ i, j }]));
  const standsThere = (i: number, j: number): boolean => kept.every((one) => one.i < i === one.j < j);
  const taken = new Set(from);
  const free = before.flatMap((child, i) => (taken.has(i) ? [] : [{ child, i }]));
  for (const same of [related, (a: TreeNode, b: TreeNode) => baseOf(a.name) === baseOf(b.name)])
    for (const [j, child] of after.entries()) {
      if (from[j] !== undefined) continue;
      const found = free.findIndex((was) => same(was.child, child) && standsThere(was.i, j));
      if (found >= 0) from[j] = free.splice(found, 1)[0]?.i;
    }
  return { from, gone: free.map(({ i }) => i) };
}
