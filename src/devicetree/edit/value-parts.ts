// The smallest stretches of a value, written with other bytes in the manner they are written in.
import type { PrintProperty } from '../print/document.ts';
import type { Style } from '../print/style.ts';
import { stringText } from '../print/write.ts';
import type { PropertyStatement } from '../syntax/cst.ts';
import type { Span } from '../syntax/source.ts';
import type { Page } from './lines.ts';
import { numberLike } from './number.ts';
import type { Group, Part } from './parts.ts';
import type { EditList } from './text-edit.ts';

/** What is to be written, and into what. */
export interface ValueChange {
  readonly page: Page;
  readonly statement: PropertyStatement;
  /** Null where the bytes of the text cannot be told apart. */
  readonly groups: readonly Group[] | null;
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  /** How a property of these bytes would be written that was not there before. */
  readonly written: PrintProperty;
  /** Offsets of parts whose text must go although its bytes stay: references to what is no longer there. */
  readonly forced: ReadonlySet<number>;
  readonly style: Style;
}

/** How far to look for numbers to write alike. */
const NEAR = 16;

/** Things of a kind one behind the other, of which some come and some go. */
export interface Unit extends Span {
  readonly parts: readonly Part[];
}

export class PartWriter {
  private readonly change: ValueChange;
  private readonly edits: EditList;
  private readonly text: string;

  constructor(change: ValueChange, edits: EditList) {
    this.change = change;
    this.edits = edits;
    this.text = change.page.text;
  }

  private slice({ start, end }: Span): string {
    return this.text.slice(start, end);
  }

  /** Puts a number where an expression or a character stood that needed no blanks around it. */
  write(part: Part, text: string): void {
    const isWord = (at: number): boolean => /\w/.test(this.text[at] ?? '');
    const isNumber = part.kind === 'integer' || part.kind === 'reference';
    const before = isNumber && isWord(part.start - 1) ? ' ' : '';
    const after = isNumber && isWord(part.end) ? ' ' : '';
    this.edits.replace(part, `${before}${text}${after}`);
  }

  /** How a part is written when it gets these bytes; null when it cannot have them. */
  partText(part: Part, siblings: readonly Part[], bytes: Uint8Array): string | null {
    switch (part.kind) {
      case 'string':
      case 'path': {
        const text = asString(bytes);
        return text === null ? null : stringText(text);
      }
      case 'byte': {
        const old = this.slice(part);
        return byteText(bytes[0] ?? 0, /[A-F]/.test(old) || (!/[a-f]/.test(old) && this.isUpper(siblings)));
      }
      case 'file':
        return null;
      case 'integer':
      case 'reference':
        return numberLike(
          this.slice(part),
          numberOf(bytes),
          this.neighbours(part, siblings),
          this.change.style.hex,
        );
    }
  }

  private isUpper(parts: readonly Part[]): boolean {
    return parts.some((part) => part.kind === 'byte' && /[A-F]/.test(this.slice(part)));
  }

  /** The texts of the numbers around it, the nearest first. */
  private neighbours(part: Part, siblings: readonly Part[]): string[] {
    const at = siblings.indexOf(part);
    const found: string[] = [];
    for (let distance = 1; distance <= NEAR; distance += 1)
      for (const sibling of [siblings[at - distance], siblings[at + distance]])
        if (sibling?.kind === 'integer') found.push(this.slice(sibling));
    return found;
  }

  /** The text of a new unit: that of a neighbour with other numbers. */
  unitText(like: Unit, bytes: Uint8Array): string {
    const [first] = like.parts;
    if (first?.kind === 'string' || first?.kind === 'path') return stringText(asString(bytes) ?? '');
    let out = '';
    let at = like.start;
    for (const part of like.parts) {
      const from = part.offset - (first?.offset ?? 0);
      out += part === first ? bare(this.text.slice(at, part.start)) : gapOf(this.text.slice(at, part.start));
      out += this.partText(part, like.parts, bytes.subarray(from, from + part.size)) ?? '';
      at = part.end;
    }
    return out + bare(this.text.slice(at, like.end));
  }
}

const numberOf = (bytes: Uint8Array): bigint => bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);

export const byteText = (byte: number, upper: boolean): string => {
  const digits = byte.toString(16).padStart(2, '0');
  return upper ? digits.toUpperCase() : digits;
};

/** The text of a terminated string, or null when the bytes are none. */
export function asString(bytes: Uint8Array): string | null {
  if (bytes.at(-1) !== 0 || bytes.indexOf(0) !== bytes.length - 1) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes.subarray(0, -1));
  } catch {
    return null;
  }
}

/** Comments taken out with the blanks before them, and preprocessor lines, and labels. */
export const bare = (text: string): string =>
  text
    .replace(/[ \t]*(?:\/\*[^]*?\*\/|\/\/[^\n]*)/g, '')
    .replace(/\n[ \t]*#[^\n]*/g, '')
    .replace(/\s?[A-Za-z_]\w*:/g, '');

/** What keeps two numbers apart. */
export const gapOf = (text: string): string => bare(text) || ' ';
