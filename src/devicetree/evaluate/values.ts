// Written values to bytes, with the places that wait for references.
import { MAX_INPUT } from '../limits.ts';
import type { Label, Reference, Value } from '../syntax/ast.ts';
import type { Resolve, Span, SpanProblem } from '../syntax/source.ts';
import { type LiveReference, type LiveValue, NOTHING } from './live.ts';

/** What stands in a cell until its phandle is known; overlays keep it for nodes they do not hold. */
export const UNRESOLVED = 0xffffffff;

type Cells = Extract<Value, { kind: 'cells' }>;
type Incbin = Extract<Value, { kind: 'incbin' }>;

/** A value's bytes and its references by their offset in it. */
interface Piece {
  readonly bytes: Uint8Array;
  readonly references: readonly LiveReference[];
}

/**
 * Turns values into bytes, at most 16 MiB in all: references and included files can make a tree much larger
 * than its text. After the first problem values come out empty.
 */
export class Values {
  problem: SpanProblem | undefined;
  private budget = MAX_INPUT;
  private readonly resolve: Resolve | undefined;

  constructor(resolve: Resolve | undefined) {
    this.resolve = resolve;
  }

  /** Takes `size` bytes off what is left; false and a problem when there are not so many. */
  charge(size: number, span: Span): boolean {
    this.budget -= size;
    if (this.budget < 0)
      this.problem ??= { message: 'the values of the tree add up to more than 16 MiB', span };
    return this.budget >= 0;
  }

  of(values: readonly Value[], labels: readonly Label[]): LiveValue {
    if (values.length === 0 && labels.length === 0) return NOTHING;
    const pieces = values.map((value) => this.piece(value));
    const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.bytes.length, 0));
    const references: LiveReference[] = [];
    let at = 0;
    for (const piece of pieces) {
      bytes.set(piece.bytes, at);
      for (const reference of piece.references)
        references.push({ ...reference, offset: reference.offset + at });
      at += piece.bytes.length;
    }
    return { bytes, references, labels };
  }

  private piece(value: Value): Piece {
    switch (value.kind) {
      case 'string': {
        if (!this.charge(value.bytes.length + 1, value)) return NOTHING;
        const bytes = new Uint8Array(value.bytes.length + 1);
        bytes.set(value.bytes);
        return { bytes, references: [] };
      }
      case 'bytes':
        return this.charge(value.bytes.length, value) ? { bytes: value.bytes, references: [] } : NOTHING;
      case 'path':
        return {
          bytes: NOTHING.bytes,
          references: [{ kind: 'path', offset: 0, reference: value.reference }],
        };
      case 'cells':
        return this.cells(value);
      case 'incbin':
        return { bytes: this.incbin(value), references: [] };
    }
  }

  private cells(value: Cells): Piece {
    const width = value.bits / 8;
    if (!this.charge(value.elements.length * width, value)) return NOTHING;
    const bytes = new Uint8Array(value.elements.length * width);
    const view = new DataView(bytes.buffer);
    const references: LiveReference[] = [];
    const put = (offset: number, element: bigint): void => {
      if (width === 1) view.setUint8(offset, Number(element & 0xffn));
      else if (width === 2) view.setUint16(offset, Number(element & 0xffffn));
      else if (width === 4) view.setUint32(offset, Number(element & 0xffffffffn));
      else view.setBigUint64(offset, element);
    };
    value.elements.forEach((element: Cells['elements'][number], i) => {
      if (element.kind === 'integer') return put(i * width, element.value);
      const reference: Reference = element;
      view.setUint32(i * width, UNRESOLVED);
      references.push({ kind: 'phandle', offset: i * width, reference });
    });
    return { bytes, references };
  }

  /** A part that reaches past the file's end is cut short, as in dtc. */
  private incbin(value: Incbin): Uint8Array {
    if (this.problem !== undefined) return NOTHING.bytes;
    const fail = (message: string): Uint8Array => {
      this.problem ??= { message, span: value };
      return NOTHING.bytes;
    };
    if (this.resolve === undefined)
      return fail(`the file embeds ${value.path}, which was not given along: open both, or the .dtb`);
    const file = this.resolve(value.path);
    if (!file.ok) return fail(`${value.path} cannot be embedded: ${file.problem.message}`);
    const size = BigInt(file.value.length);
    const cut = (at: bigint): number => Number(at < size ? at : size);
    const { offset, length } = value.part ?? { offset: 0n, length: size };
    const bytes = new Uint8Array(file.value.slice(cut(offset), cut(offset + length)));
    return this.charge(bytes.length, value) ? bytes : NOTHING.bytes;
  }
}
