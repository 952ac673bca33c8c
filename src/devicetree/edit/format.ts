// A text laid out anew, when somebody asks for it: indentation, spaces between tokens, blank lines, one statement a
// line. Every token, comment and preprocessor line stays as it is, in its order.
import type { Document } from '../document.ts';
import { type Piece, pieces } from '../syntax/pieces.ts';
import { lineBreakOf, styleOf } from './style-of.ts';
import { EditList, type TextEdit } from './text-edit.ts';

/** The edits that lay a document out; none when it is. */
export function formatEdits({ text, syntax }: Document): readonly TextEdit[] {
  return new Layout(text, lineBreakOf(text), styleOf(text, syntax).indent).run([
    ...pieces(text, syntax.directives),
  ]);
}

const isBefore = (word: string): boolean => /^[;,>\])]$/.test(word);
const isAfter = (word: string): boolean => /^[<[(]$/.test(word);

class Layout {
  private readonly text: string;
  private readonly lineBreak: string;
  private readonly indent: string;
  private readonly edits: EditList;
  private depth = 0;
  /** Inside of `( )` and `[ ]` the writer's own spaces stand. */
  private inner = 0;
  private inValue = false;

  constructor(text: string, lineBreak: string, indent: string) {
    this.text = text;
    this.lineBreak = lineBreak;
    this.indent = indent;
    this.edits = new EditList(text);
  }

  run(all: readonly Piece[]): readonly TextEdit[] {
    const solid = all.filter(({ kind }) => kind !== 'space').map((piece) => this.trimmed(piece));
    let before: Piece | null = null;
    for (const next of solid) {
      this.gap(before, next);
      if (next.kind === 'comment') this.comment(next);
      this.pass(next);
      before = next;
    }
    const end = before?.end ?? 0;
    if (before !== null) this.edits.replace({ start: end, end: this.text.length }, this.lineBreak);
    return this.edits.done();
  }

  /** A comment up to the end of its line leaves the space at its end to the gap behind it. */
  private trimmed(piece: Piece): Piece {
    return piece.kind === 'comment'
      ? { ...piece, end: piece.start + this.word(piece).trimEnd().length }
      : piece;
  }

  private word({ start, end }: Piece): string {
    return this.text.slice(start, end);
  }

  private pass(piece: Piece): void {
    if (piece.kind !== 'punctuation') return;
    const word = this.word(piece);
    if (word === '(' || word === '[') this.inner += 1;
    else if (word === ')' || word === ']') this.inner = Math.max(0, this.inner - 1);
    else if (this.inner > 0) return;
    else if (word === '=') this.inValue = true;
    else if (word === ';') this.inValue = false;
    else if (word === '{') this.depth += 1;
    else if (word === '}') this.depth = Math.max(0, this.depth - 1);
  }

  /** The white space between two pieces, or where there is none. */
  private gap(before: Piece | null, next: Piece): void {
    const start = before?.end ?? 0;
    const there = this.text.slice(start, next.start);
    const wanted = this.spaceBetween(before, next, there);
    if (wanted !== there) this.edits.replace({ start, end: next.start }, wanted);
  }

  private spaceBetween(before: Piece | null, next: Piece, there: string): string {
    if (before === null) return there.startsWith('\ufeff') ? '\ufeff' : '';
    const breaks = there.split('\n').length - 1;
    if (next.kind === 'directive' || before.kind === 'directive') return there;
    const [first, second] = [this.word(before), this.word(next)];
    const opens = before.kind === 'punctuation' && first === '{';
    const closes = next.kind === 'punctuation' && second === '}';
    const ends = before.kind === 'punctuation' && first === ';';
    const isForced = next.kind !== 'comment' && (opens || closes || ends) && this.inner === 0;
    if (breaks === 0 && !isForced) return this.inLine(before, next, there);
    const blank = breaks > 1 && !opens && !closes ? this.lineBreak : '';
    const depth = this.depth - (closes ? 1 : 0) + (this.inValue || this.inner > 0 ? 1 : 0);
    return `${blank}${this.lineBreak}${this.indent.repeat(Math.max(0, depth))}`;
  }

  private inLine(before: Piece, next: Piece, there: string): string {
    // A comment behind a statement stands where its writer aligned it.
    if (next.kind === 'comment' || before.kind === 'comment') return there === '' ? ' ' : there;
    const [first, second] = [this.word(before), this.word(next)];
    if (this.inner > 0 && first !== ',') return there;
    if (next.kind === 'punctuation' && isBefore(second)) return '';
    if (before.kind === 'punctuation' && isAfter(first)) return '';
    return ' ';
  }

  /** The lines of a block comment that begin with `*` go along with its first. */
  private comment(piece: Piece): void {
    const before = this.text.slice(this.text.lastIndexOf('\n', piece.start) + 1, piece.start);
    if (before.trim() !== '') return;
    const depth = this.depth + (this.inValue ? 1 : 0);
    for (const { index, 1: space = '' } of this.word(piece).matchAll(/\n([ \t]*)(?=\*)/g)) {
      const start = piece.start + index + 1;
      this.edits.replace({ start, end: start + space.length }, `${this.indent.repeat(depth)} `);
    }
  }
}
