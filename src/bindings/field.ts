// One property of a binding: how it is read, when two values are the same to Xen, and how it is written.
import type { TreeNode } from '../model/tree.ts';
import { withProperty } from './node-edit.ts';

export interface Field<T> {
  readonly name: string;
  /** Total: a missing or unreadable property has a value too. */
  readonly read: (of: TreeNode) => T;
  readonly same: (a: T, b: T) => boolean;
  /** The bytes, or null when this value is said by leaving the property out. */
  readonly write: (value: T) => Uint8Array | null;
}

/** Writes a value unless the node already says it: then its bytes stay, in whatever form they are. */
export const settleField = <T>(
  of: TreeNode,
  field: Field<T>,
  value: T,
  order: readonly string[] = [],
): TreeNode =>
  field.same(field.read(of), value) ? of : withProperty(of, field.name, field.write(value), order);
