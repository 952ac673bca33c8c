// How text is set: what is taste, not meaning.

/** How hex numbers look. */
export interface HexStyle {
  readonly upper: boolean;
  /** Digits at least, filled up with zeros. */
  readonly width: number;
}

export interface Style {
  /** One level. */
  readonly indent: string;
  /** Between the name of a property and its value. */
  readonly equals: string;
  /** Between a node's name and its “{”: blanks, or a line break after which the line is indented. */
  readonly brace: string;
  readonly hex: HexStyle;
  /** Numbers that belong together stand in a `< >` of their own; else all in one. */
  readonly apart: boolean;
  /** A node is set off by a blank line from what stands before it. */
  readonly airy: boolean;
}

/** Ours: that of Linux. */
export const HOUSE_STYLE: Style = {
  indent: '\t',
  equals: ' = ',
  brace: ' ',
  hex: { upper: false, width: 1 },
  apart: true,
  airy: true,
};

/** `0x` and the digits. */
export function hexText(value: bigint | number, { upper, width }: HexStyle): string {
  const digits = value.toString(16).padStart(width, '0');
  return `0x${upper ? digits.toUpperCase() : digits}`;
}
