// Small device trees in tests, without a parser between: `reg(0, 0x4000_0000, 0, 0x8000_0000)`.
import { encodeNumbers, strings, u32 } from '../model/cells.ts';
import { range } from '../model/range.ts';
import { node, type Property, type Tree, type TreeNode } from '../model/tree.ts';

/** A property of u32 cells. */
export const cells = (name: string, ...values: readonly number[]): Property => ({
  name,
  value: encodeNumbers(values.map((value) => [BigInt(value), 1])),
});

export const reg = (...values: readonly number[]): Property => cells('reg', ...values);

export const cellProperties = (address: number, size: number): readonly Property[] => [
  u32('#address-cells', address),
  u32('#size-cells', size),
];

/** A bus whose children's addresses are the CPU's, with 2 and 2 cells. */
export const bus = (name: string, ...children: readonly TreeNode[]): TreeNode =>
  node(name, [...cellProperties(2, 2), strings('compatible', 'simple-bus'), cells('ranges')], children);

/** A tree whose root has 2 and 2 cells unless `rootCells` says otherwise. */
export const tree = (
  children: readonly TreeNode[],
  rootCells: readonly Property[] = cellProperties(2, 2),
  memreserve: readonly (readonly [bigint, bigint])[] = [],
): Tree => ({
  root: node('', rootCells, children),
  memreserve: memreserve.map(([start, size]) => range(start, size)),
  bootCpu: 0,
});
