// The stretches of a property's text and the bytes each stands for.
import { ByteWriter } from '../byte-writer.ts';
import { type LiveProperty, type LiveTree, pathOf } from '../evaluate/live.ts';
import type { PropertyStatement, Value } from '../syntax/cst.ts';
import { pieces } from '../syntax/pieces.ts';
import { unquote } from '../syntax/quoted.ts';
import type { Span } from '../syntax/source.ts';

/** The smallest stretch that has bytes of its own. */
export interface Part extends Span {
  readonly kind: 'integer' | 'reference' | 'string' | 'path' | 'byte' | 'file';
  /** Bytes from the start of the value, and how many. */
  readonly offset: number;
  readonly size: number;
}

/** One of the values between commas. */
export interface Group extends Span {
  readonly kind: Value['kind'];
  readonly offset: number;
  readonly size: number;
  readonly parts: readonly Part[];
}

function stringSize(text: string): number {
  const out = new ByteWriter();
  unquote(text, out);
  return out.take().length + 1;
}

/** Size in bytes, where the text says it; a file's is in the file. */
function sizeOf(value: Value, live: LiveTree): number | null {
  switch (value.kind) {
    case 'string':
      return stringSize(value.text);
    case 'bytes':
      return value.bytes.length;
    case 'cells':
      return (value.elements.length * value.bits) / 8;
    case 'path': {
      const target = live.find(value.reference);
      return target === undefined ? 0 : pathOf(target).length + 1;
    }
    case 'incbin':
      return null;
  }
}

function partsOf(value: Value, offset: number, size: number, text: string): readonly Part[] {
  const { start, end } = value;
  switch (value.kind) {
    case 'string':
    case 'path':
      return [{ kind: value.kind, start, end, offset, size }];
    case 'incbin':
      return [{ kind: 'file', start, end, offset, size }];
    case 'cells': {
      const width = value.bits / 8;
      return value.elements.map((element, i) => ({
        kind: element.kind === 'integer' ? 'integer' : 'reference',
        start: element.start,
        end: element.end,
        offset: offset + i * width,
        size: width,
      }));
    }
    case 'bytes': {
      const found: Part[] = [];
      for (const piece of pieces(text, [], { start, end }))
        if (piece.kind === 'byte')
          found.push({
            kind: 'byte',
            start: piece.start,
            end: piece.end,
            offset: offset + found.length,
            size: 1,
          });
      return found;
    }
  }
}

/**
 * The groups of the statement that gives a property its value. Null when their bytes cannot be told apart: several
 * embedded files, or a text that has mistakes. `text` is that of the document the statement stands in.
 */
export function groupsOf(
  property: LiveProperty,
  statement: PropertyStatement,
  live: LiveTree,
  text: string,
): readonly Group[] | null {
  const sizes = statement.values.map((value) => sizeOf(value, live));
  const known = sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
  const rest = property.value.bytes.length - known;
  const unknown = sizes.filter((size) => size === null).length;
  if (rest < 0 || unknown > 1 || (unknown === 0 && rest !== 0)) return null;
  let offset = 0;
  return statement.values.map((value, i) => {
    const size = sizes[i] ?? rest;
    const { kind, start, end } = value;
    const group = { kind, start, end, offset, size, parts: partsOf(value, offset, size, text) };
    offset += size;
    return group;
  });
}
