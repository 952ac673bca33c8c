// The values of properties, as they are written.
import { ByteWriter } from '../byte-writer.ts';
import type { Integer, Label, Reference, Value } from './cst.ts';
import { unexpected } from './expression.ts';
import { asText, unquote } from './quoted.ts';
import { exact, Steps } from './steps.ts';

type Cells = Extract<Value, { kind: 'cells' }>;

export class ValueParser extends Steps {
  /** `value, value …`; after a failure those before it. */
  protected values(values: Value[], labels: Label[]): void {
    do {
      this.labelsInto(labels);
      const value = this.value(labels);
      if (value === undefined) return;
      values.push(value);
      this.labelsInto(labels);
    } while (this.accept(','));
  }

  private value(labels: Label[]): Value | undefined {
    const token = this.tokens.peek();
    const { start } = token;
    const reference = this.reference();
    if (reference !== undefined) return { kind: 'path', reference, start, end: this.end };
    if (token.kind === 'string')
      return { kind: 'string', text: this.take().text.slice(1, -1), start, end: token.end };
    if (this.sees('<')) return this.cells(32, start, labels);
    if (this.accept('/bits/')) return this.sizedCells(start, labels);
    if (this.accept('[')) return this.byteString(start, labels);
    if (this.accept('/incbin/')) return this.incbin(start);
    this.expected('a value: “…”, <…>, […], &label, /bits/ or /incbin/');
    return undefined;
  }

  private sizedCells(start: number, labels: Label[]): Value | undefined {
    const token = this.tokens.peek();
    const width = token.kind === 'number' ? this.integer() : undefined;
    const bits = ([8, 16, 32, 64] as const).find((b) => width?.value === BigInt(b));
    if (bits === undefined) {
      this.tokens.fail(token, '/bits/ takes 8, 16, 32 or 64');
      return undefined;
    }
    return this.cells(bits, start, labels);
  }

  private cells(bits: Cells['bits'], start: number, labels: Label[]): Value | undefined {
    this.expect('<', '“<”');
    const elements: (Integer | Reference)[] = [];
    const limit = 1n << BigInt(bits);
    // A negative number, as 64 bits have it, fits when only its sign is cut off.
    const negative = (1n << 64n) - limit;
    while (!this.failed && !this.accept('>')) {
      this.labelsInto(labels);
      const reference = this.reference();
      if (reference !== undefined) {
        if (bits !== 32) this.tokens.report(reference, 'references only stand in 32-bit cells');
        elements.push(reference);
      } else if (!this.sees('>')) {
        const token = this.tokens.peek();
        if (token.text === '(' || token.kind !== 'punctuation') {
          const integer = this.integer();
          if (integer === undefined) break;
          if (integer.value >= limit && integer.value < negative)
            this.tokens.report(integer, `0x${integer.value.toString(16)} does not fit ${bits} bits`);
          elements.push(integer);
        } else
          this.tokens.fail(
            token,
            token.text === '-' || token.text === '~'
              ? 'put the expression in parentheses: <(-1)>'
              : unexpected(token, 'a number, “(”, a reference or “>”'),
          );
      }
    }
    return { kind: 'cells', bits, elements: exact(elements), start, end: this.end };
  }

  private byteString(start: number, labels: Label[]): Value | undefined {
    const bytes = new ByteWriter();
    while (!this.failed && !this.accept(']')) {
      this.labelsInto(labels);
      const token = this.tokens.peek();
      if (token.kind === 'byte') bytes.byte(parseInt(this.take().text, 16));
      else if (!this.sees(']')) this.expected('two hex digits or “]”');
    }
    return { kind: 'bytes', bytes: bytes.take(), start, end: this.end };
  }

  private incbin(start: number): Value | undefined {
    this.expect('(', '“(” after /incbin/');
    const token = this.tokens.peek();
    if (token.kind !== 'string') this.expected('the name of a file in quotes');
    const name = new ByteWriter();
    const problem = this.failed ? undefined : unquote(this.take().text.slice(1, -1), name);
    if (problem !== undefined) this.tokens.report(token, problem);
    let part: { offset: bigint; length: bigint } | null = null;
    if (this.accept(',')) {
      const offset = this.integer();
      this.expect(',', '“,” and the length');
      const length = this.failed ? undefined : this.integer();
      if (offset === undefined || length === undefined) return undefined;
      part = { offset: offset.value, length: length.value };
    }
    this.expect(')', '“)” of /incbin/');
    const path = this.tokens.pathFrom(token.start, asText(name));
    return { kind: 'incbin', path, part, start, end: this.end };
  }
}
