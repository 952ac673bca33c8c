// Property bytes to values and back: u32 cells, big-endian numbers of n cells, strings, string lists.
import type { Property, TreeNode } from './tree.ts';
import { findProperty } from './tree.ts';

/** `#address-cells` and `#size-cells` in force for the `reg` of a node's children. */
export interface Cells {
  readonly address: number;
  readonly size: number;
}

/** What the specification says holds where no ancestor states it (Devicetree Specification 2.3.5). */
export const DEFAULT_CELLS: Cells = { address: 2, size: 1 };

export const cellCount = (value: Uint8Array): number => Math.floor(value.length / 4);

/** The u32 at cell `index`; undefined past the end. */
export function cellAt(value: Uint8Array, index: number): number | undefined {
  const at = index * 4;
  if (at + 4 > value.length) return undefined;
  const upper = ((value[at] ?? 0) << 8) | (value[at + 1] ?? 0);
  const lower = ((value[at + 2] ?? 0) << 8) | (value[at + 3] ?? 0);
  return ((upper << 16) | lower) >>> 0;
}

/** The unsigned number in `count` cells from cell `index` (any width, exact); undefined past the end. */
export function numberAt(value: Uint8Array, index: number, count: number): bigint | undefined {
  if ((index + count) * 4 > value.length) return undefined;
  if (count === 1) return BigInt(cellAt(value, index) ?? 0);
  if (count === 2) {
    const upper = cellAt(value, index) ?? 0;
    const lower = cellAt(value, index + 1) ?? 0;
    // Exact as a number up to 2^53, which is made and found far sooner.
    return upper < 2 ** 21 ? BigInt(upper * 2 ** 32 + lower) : (BigInt(upper) << 32n) | BigInt(lower);
  }
  let number = 0n;
  for (let i = 0; i < count; i += 1) number = (number << 32n) | BigInt(cellAt(value, index + i) ?? 0);
  return number;
}

/** Bytes of numbers, each in its count of cells. A number too wide for its cells loses its upper bits, as in dtc. */
export function encodeNumbers(numbers: readonly (readonly [value: bigint, cells: number])[]): Uint8Array {
  const out = new Uint8Array(numbers.reduce((sum, [, cells]) => sum + cells * 4, 0));
  const view = new DataView(out.buffer);
  let at = 0;
  for (const [value, cells] of numbers) {
    // The two lowest cells at once: nearly every number has no more.
    for (let i = cells - 1; i >= 2; i -= 1, at += 4)
      view.setUint32(at, Number(BigInt.asUintN(32, value >> BigInt(32 * i))));
    if (cells === 1) view.setUint32(at, Number(BigInt.asUintN(32, value)));
    else if (cells > 1) view.setBigUint64(at, BigInt.asUintN(64, value));
    at += 4 * Math.min(cells, 2);
  }
  return out;
}

export const u32 = (name: string, value: number): Property => ({
  name,
  value: encodeNumbers([[BigInt(value), 1]]),
});
export const flag = (name: string): Property => ({ name, value: new Uint8Array() });

/** A string or string list property, each part NUL-terminated. */
export const strings = (name: string, ...parts: readonly string[]): Property => ({
  name,
  value: new TextEncoder().encode(parts.map((part) => `${part}\0`).join('')),
});

/** The NUL-separated strings of a value; an unterminated tail counts as a string. */
export function readStrings(value: Uint8Array): string[] {
  const text = new TextDecoder().decode(value);
  return (text.endsWith('\0') ? text.slice(0, -1) : text).split('\0');
}

export const readU32 = (of: TreeNode, name: string): number | undefined => {
  const value = findProperty(of, name);
  return value === undefined ? undefined : cellAt(value, 0);
};

export const readString = (of: TreeNode, name: string): string | undefined => {
  const value = findProperty(of, name);
  return value === undefined ? undefined : readStrings(value)[0];
};

/**
 * Whether the node's `compatible` list holds `name`, which is in lower case; in the tree case does not matter, as to Xen
 * (dt_compat_cmp, all releases).
 */
export function isCompatible(of: TreeNode, name: string): boolean {
  const value = findProperty(of, 'compatible');
  if (value === undefined) return false;
  let strings = lowerStrings.get(value);
  if (strings === undefined) lowerStrings.set(value, (strings = readLower(value)));
  return strings.has(name);
}

/** Kept with the value: every node of a tree is asked, and by many. */
const lowerStrings = new WeakMap<Uint8Array, ReadonlySet<string>>();

function readLower(value: Uint8Array): ReadonlySet<string> {
  let text = '';
  for (const byte of value) text += String.fromCharCode(byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte);
  return new Set(text.split('\0'));
}
