// Device tree source to be written: a tree of what each line says and how. Those who know what numbers mean
// build it themselves; for everything else `guess.ts` does.
import type { Range } from '../../model/range.ts';

/** A node, by its label or by its path. */
export type PrintTarget = { readonly label: string } | { readonly path: string };

/** One 32-bit cell. `decimal` for counts, hex for the rest. */
export type PrintCell =
  { readonly value: number; readonly decimal?: boolean } | { readonly phandleOf: PrintTarget };

/** One part of a property's value. With a comment every part of the value gets a line of its own. */
export type PrintValue = { readonly comment?: string } & (
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'cells'; readonly cells: readonly PrintCell[] }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  /** The node's path, as a string. */
  | { readonly kind: 'path'; readonly of: PrintTarget }
);

export interface PrintProperty {
  readonly name: string;
  /** Empty for a property that is only there or not. */
  readonly values: readonly PrintValue[];
}

export interface PrintNode {
  readonly name: string;
  readonly labels?: readonly string[];
  /** On a line above the node. */
  readonly comment?: string;
  readonly properties: readonly PrintProperty[];
  readonly children: readonly PrintNode[];
}

/** `/ { … };`, `&label { … };` or `&{/path} { … };`: the node's own name is not written. */
export interface PrintPart {
  readonly target: 'root' | PrintTarget;
  readonly node: PrintNode;
}

export interface PrintDocument {
  /** `/plugin/`: an overlay. */
  readonly plugin?: boolean;
  /** A comment at the top, line by line. */
  readonly heading?: readonly string[];
  readonly memreserve?: readonly Range[];
  readonly parts: readonly PrintPart[];
}

/** Hex cells of numbers, each in its count of cells, most significant first: `<0x8 0x0 0x0 0x40000000>`. */
export function hexCells(
  numbers: readonly (readonly [value: bigint, cells: number])[],
  comment?: string,
): PrintValue {
  const cells = numbers.flatMap(([value, count]) =>
    Array.from({ length: count }, (_, i): PrintCell => ({
      value: Number((value >> BigInt(32 * (count - 1 - i))) & 0xffffffffn),
    })),
  );
  return { kind: 'cells', cells, ...(comment === undefined ? {} : { comment }) };
}

/** Counts, in decimal: `<2 1>`. */
export const countCells = (...counts: readonly number[]): PrintValue => ({
  kind: 'cells',
  cells: counts.map((value) => ({ value, decimal: true })),
});

export const textValue = (text: string): PrintValue => ({ kind: 'string', text });

/** A property of strings; without any, one that is only there. */
export const textProperty = (name: string, ...texts: readonly string[]): PrintProperty => ({
  name,
  values: texts.map(textValue),
});
