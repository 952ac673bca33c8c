// Edits of one node that keep everything they do not change: the same property objects, the same child nodes and,
// when nothing changes at all, the same node.
import { sameBytes } from '../model/same-bytes.ts';
import type { Property, TreeNode } from '../model/tree.ts';

/**
 * Sets or, with null, removes a property. A new one goes behind the last property that stands before it in
 * `order`, else to the end.
 */
export function withProperty(
  of: TreeNode,
  name: string,
  value: Uint8Array | null,
  order: readonly string[] = [],
): TreeNode {
  const at = of.properties.findIndex((property) => property.name === name);
  const old = of.properties[at];
  if (value === null)
    return old === undefined ? of : { ...of, properties: of.properties.filter((p) => p.name !== name) };
  if (old !== undefined)
    return sameBytes(old.value, value) ? of : { ...of, properties: of.properties.with(at, { name, value }) };
  const before = new Set(order.slice(0, Math.max(0, order.indexOf(name))));
  const place = of.properties.findLastIndex((property) => before.has(property.name));
  const property: Property = { name, value };
  return {
    ...of,
    properties: of.properties.toSpliced(place < 0 ? of.properties.length : place + 1, 0, property),
  };
}

export const withName = (of: TreeNode, name: string): TreeNode => (of.name === name ? of : { ...of, name });

export const withChildren = (of: TreeNode, children: readonly TreeNode[]): TreeNode =>
  children.length === of.children.length && children.every((child, i) => child === of.children[i])
    ? of
    : { ...of, children };

/** A node that should be among the children, and the one there now that it replaces, if any. */
export interface Wanted {
  readonly from: TreeNode | undefined;
  readonly to: TreeNode;
}

/**
 * The children with those in `ours` replaced by `wanted`, in the order of `wanted`; all others keep their place.
 * A new node follows its predecessor in `wanted`; where there is none to follow, it leads or ends the list.
 */
export function arrange(
  children: readonly TreeNode[],
  ours: ReadonlySet<TreeNode>,
  wanted: readonly Wanted[],
  whenAlone: 'first' | 'last',
): readonly TreeNode[] {
  if (wanted.length === ours.size && wanted.every(({ from }) => from !== undefined)) {
    const next = wanted.values();
    return children.map((child) => (ours.has(child) ? (next.next().value?.to ?? child) : child));
  }
  const groups: TreeNode[][] = [];
  const leading: TreeNode[] = [];
  for (const { from, to } of wanted) {
    if (from !== undefined) groups.push(groups.length === 0 ? [...leading, to] : [to]);
    else (groups.at(-1) ?? leading).push(to);
  }
  const kept = new Set(wanted.map(({ from }) => from));
  const arranged: TreeNode[] = [];
  let slot = 0;
  for (const child of children) {
    if (!ours.has(child)) arranged.push(child);
    else if (kept.has(child)) {
      arranged.push(...(groups[slot] ?? []));
      slot += 1;
    }
  }
  if (groups.length > 0) return arranged;
  return whenAlone === 'first' ? [...leading, ...arranged] : [...arranged, ...leading];
}

/** `wanted`, or `name-1@address`, `name-2@address` … when the name is taken. */
export function freeName(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  const [base = '', unit] = wanted.split('@');
  const tail = unit === undefined ? '' : `@${unit}`;
  let n = 1;
  while (taken.has(`${base}-${n}${tail}`)) n += 1;
  return `${base}-${n}${tail}`;
}
