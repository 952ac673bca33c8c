// A tree read anew, with the objects of the one before wherever it says the same: what is derived from unchanged parts
// need not be derived again.
import type { Property, Tree, TreeNode } from '../model/tree.ts';

/** `after` made of `before`'s nodes and properties as far as they are equal; `before` itself when all is. */
export function graft(before: Tree, after: Tree): Tree {
  const root = graftNode(before.root, after.root);
  const sameReservations =
    before.memreserve.length === after.memreserve.length &&
    before.memreserve.every(({ start, size }, i) => {
      const other = after.memreserve[i];
      return start === other?.start && size === other.size;
    });
  if (root === before.root && sameReservations && before.bootCpu === after.bootCpu) return before;
  return { ...after, root, memreserve: sameReservations ? before.memreserve : after.memreserve };
}

function graftNode(before: TreeNode, after: TreeNode): TreeNode {
  if (before === after) return before;
  const properties = graftList(before.properties, after.properties, graftProperty);
  const children = graftList(before.children, after.children, graftNode);
  return before.name === after.name && properties === before.properties && children === before.children
    ? before
    : { name: after.name, properties, children };
}

const graftProperty = (before: Property, after: Property): Property =>
  before.value.length === after.value.length && before.value.every((byte, i) => byte === after.value[i])
    ? before
    : after;

/** Those of one name go together; mostly they stand at the same place. */
function graftList<T extends { readonly name: string }>(
  before: readonly T[],
  after: readonly T[],
  graftOne: (before: T, after: T) => T,
): readonly T[] {
  let byName: ReadonlyMap<string, T> | null = null;
  const list = after.map((item, i) => {
    let old = before[i];
    if (old?.name !== item.name) {
      byName ??= new Map(before.map((one) => [one.name, one]));
      old = byName.get(item.name);
    }
    return old === undefined ? item : graftOne(old, item);
  });
  return list.length === before.length && list.every((item, i) => item === before[i]) ? before : list;
}
