// The style a document is written in, as far as it can be told: what is put into it looks like what is there.
import { HOUSE_STYLE, type Style } from '../print/style.ts';
import type { Body, NodeStatement, PropertyStatement, Statement, Syntax } from '../syntax/cst.ts';
import { indentAt } from './lines.ts';

/** As many statements as it takes to tell. */
const ENOUGH = 2000;

const known = new WeakMap<Syntax, Style>();

/** The style of a document's own text. */
export function styleOf(text: string, syntax: Syntax): Style {
  const style = known.get(syntax) ?? new Survey(text).of(syntax);
  known.set(syntax, style);
  return style;
}

/** `\r\n` where the document's lines end so. */
export const lineBreakOf = (text: string): string => (/^[^\n]*\r\n/.test(text) ? '\r\n' : '\n');

/** Counts what is found; the most frequent wins. */
class Votes<T> {
  private readonly counts = new Map<T, number>();

  add(vote: T): void {
    this.counts.set(vote, (this.counts.get(vote) ?? 0) + 1);
  }

  winner(otherwise: T): T {
    let best: readonly [T, number] = [otherwise, 0];
    for (const [vote, count] of this.counts) if (count > best[1]) best = [vote, count];
    return best[0];
  }
}

/** Behind a preprocessor line things stand where that left them, also when all else is laid out anew. */
const isDisplaced = (gap: string): boolean => /^[ \t]*#/m.test(gap);

class Survey {
  private readonly text: string;
  private seen = 0;
  private readonly indent = new Votes<string>();
  private readonly equals = new Votes<string>();
  private readonly brace = new Votes<string>();
  private readonly width = new Votes<number>();
  private readonly upper = new Votes<boolean>();
  private readonly apart = new Votes<boolean>();
  private readonly airy = new Votes<boolean>();

  constructor(text: string) {
    this.text = text;
  }

  of({ items }: Syntax): Style {
    let end = 0;
    for (const item of items) {
      if (item.kind === 'root' || item.kind === 'extend')
        this.body(
          item.body,
          isDisplaced(this.text.slice(end, item.start)) ? null : indentAt(this.text, item.start),
        );
      end = item.end;
    }
    return {
      indent: this.indent.winner(HOUSE_STYLE.indent),
      equals: this.equals.winner(HOUSE_STYLE.equals),
      brace: this.brace.winner(HOUSE_STYLE.brace),
      hex: {
        upper: this.upper.winner(HOUSE_STYLE.hex.upper),
        width: this.width.winner(HOUSE_STYLE.hex.width),
      },
      apart: this.apart.winner(HOUSE_STYLE.apart),
      airy: this.airy.winner(HOUSE_STYLE.airy),
    };
  }

  /** `outer`: the indentation of what the body belongs to; null where that says nothing. */
  private body({ statements, start: open }: Body, outer: string | null): void {
    let before: Statement | null = null;
    for (const statement of statements) {
      if (this.seen === ENOUGH || statement.start < open || statement.end > this.text.length) return;
      this.seen += 1;
      const gap = this.text.slice(before?.end ?? open + 1, statement.start);
      // Where it follows on a line that another began, that line says nothing of how deep it is.
      const own = isDisplaced(gap) || !gap.includes('\n') ? null : indentAt(this.text, statement.start);
      if (own !== null && outer !== null && own.startsWith(outer) && own !== outer)
        this.indent.add(own.slice(outer.length));
      if (statement.kind === 'node' && before !== null && gap.includes('\n'))
        this.airy.add(/\n[ \t\r]*\n/.test(gap));
      if (statement.kind === 'node') this.node(statement, own);
      if (statement.kind === 'property') this.property(statement);
      before = statement;
    }
  }

  private node({ name, body }: NodeStatement, own: string | null): void {
    const gap = this.text.slice(name.end, body.start);
    if (/^[ \t]*$/.test(gap)) this.brace.add(gap);
    else if (/^\s*$/.test(gap)) this.brace.add('\n');
    this.body(body, own);
  }

  private property({ name, values }: PropertyStatement): void {
    const [first] = values;
    if (first === undefined) return;
    const gap = this.text.slice(name.end, first.start);
    if (/^[ \t]*=[ \t]*$/.test(gap)) this.equals.add(gap);
    if (values.every((value) => value.kind === 'cells')) {
      if (values.length > 1) this.apart.add(true);
      else if (name.text === 'reg' && first.kind === 'cells' && first.elements.length > 4)
        this.apart.add(false);
    }
    for (const value of values)
      if (value.kind === 'cells')
        for (const { start, end } of value.elements) this.number(this.text.slice(start, end));
  }

  private number(literal: string): void {
    const digits = /^0[xX]([\da-fA-F]+)$/.exec(literal)?.[1];
    if (digits === undefined) return;
    if (/[a-fA-F]/.test(digits)) this.upper.add(/[A-F]/.test(digits));
    // Only small numbers tell whether they are filled up.
    if (/^0*[\da-fA-F]$/.test(digits)) this.width.add(digits.length);
  }
}
