// What every part of the parser is made of: taking tokens one after the other, with labels, references and integers;
// saying what was expected, and going on behind what could not be read.
import { MAX_INPUT, MAX_NAME } from '../limits.ts';
import type { Integer, Label, Reference } from './cst.ts';
import { readInteger, type Token, unexpected } from './expression.ts';
import type { Span } from './source.ts';
import type { TokenStream } from './tokens.ts';

/** Shared by all lists with nothing in them. */
export const NONE: readonly never[] = [];

/** A list that was pushed to, without the room it has for more: there may be very many. */
export const exact = <T>(list: readonly T[]): readonly T[] => (list.length === 0 ? NONE : list.slice());

/** Bytes a statement takes in a blob at least; for an overlay's fragment also what points to it. */
const COST = { property: 12, node: 16, fragment: 64, reference: 16 } as const;

const labelOf = (token: Token): Label => ({
  start: token.start,
  end: token.end,
  name: token.text.slice(0, -1),
});

export class Steps {
  protected readonly tokens: TokenStream;
  /** Where the last token taken ends. */
  protected end = 0;
  /** What of 16 MiB of tree is left: a short text can describe a tree that fills all memory. */
  private budget = MAX_INPUT;

  constructor(tokens: TokenStream) {
    this.tokens = tokens;
  }

  protected get failed(): boolean {
    return this.tokens.failing;
  }

  protected take(): Token {
    const token = this.tokens.next();
    this.end = token.end;
    return token;
  }

  /** Whether the next token is this keyword or punctuation. */
  protected sees(text: string): boolean {
    const token = this.tokens.peek();
    return token.text === text && (token.kind === 'punctuation' || token.kind === 'keyword');
  }

  protected accept(text: string): boolean {
    if (!this.sees(text)) return false;
    this.take();
    return true;
  }

  protected expected(what: string): void {
    const token = this.tokens.peek();
    this.tokens.fail(token, unexpected(token, what));
  }

  /** Takes `text`, or fails: `expected what, found …`. */
  protected expect(text: string, what: string): void {
    if (!this.accept(text)) this.expected(what);
  }

  /** Takes the “;” of a statement. Where it is missing at the end of a line or of a body it counts as there. */
  protected semicolon(what: string): void {
    if (this.failed || this.accept(';')) return;
    const token = this.tokens.peek();
    const isLast = token.kind === 'end' || this.sees('}') || this.tokens.isNewLine(this.end, token.start);
    this.expected(what);
    if (isLast) this.tokens.recoverAsName();
  }

  /**
   * After a failure: passes over the rest of the statement, nodes in it as a whole. It ends with its “;”, before a
   * “}” that is not its own, or where a new line looks like the next statement. `start` is where it began.
   */
  protected skipStatement(start: number): void {
    this.tokens.recover();
    let depth = 0;
    for (let token = this.tokens.peek(); token.kind !== 'end'; token = this.tokens.peek()) {
      if (depth === 0) {
        if (this.sees('}')) return;
        if (token.start !== start && this.tokens.seesStatement(this.end)) return this.tokens.recoverAsName();
      }
      const { kind, text } = this.take();
      if (kind !== 'punctuation') continue;
      if (text === '{') depth += 1;
      if (text === '}') depth -= 1;
      if (depth > 0) continue;
      if (text === '}') this.accept(';');
      if (text === '}' || text === ';') return;
    }
  }

  protected charge(what: keyof typeof COST, span: Span): void {
    this.budget -= COST[what];
    if (this.budget < 0) this.tokens.stop(span, 'the tree described here is larger than 16 MiB');
  }

  protected labels(): readonly Label[] {
    if (this.tokens.peek().kind !== 'label') return NONE;
    const labels: Label[] = [];
    this.labelsInto(labels);
    return labels;
  }

  protected labelsInto(labels: Label[]): void {
    while (this.tokens.peek().kind === 'label') {
      const label = labelOf(this.take());
      this.checkLabel(label, label.name);
      labels.push(label);
    }
  }

  /** Labels become names of properties, in `__symbols__` and `__fixups__`. */
  private checkLabel(span: Span, label: string): void {
    if (label.length > MAX_NAME) this.tokens.report(span, `a label is longer than ${MAX_NAME} bytes`);
  }

  /** `&label` or `&{/path}`, or undefined when the next token is neither. */
  protected reference(): Reference | undefined {
    const token = this.tokens.peek();
    if (token.kind !== 'reference' && token.kind !== 'path-reference') return undefined;
    const { start, end, text } = this.take();
    this.charge('reference', token);
    if (token.kind === 'reference') this.checkLabel(token, text.slice(1));
    return token.kind === 'reference'
      ? { kind: 'label', target: text.slice(1), start, end }
      : { kind: 'path', target: text.slice(2, -1), start, end };
  }

  protected integer(): Integer | undefined {
    const integer = readInteger(this.tokens);
    if (integer !== undefined) this.end = integer.end;
    return integer;
  }
}
