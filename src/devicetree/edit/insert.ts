// Where something new goes among the statements of a body, and how it is set there.
import type { Body, Statement } from '../syntax/cst.ts';
import type { Style } from '../print/style.ts';
import { pieces } from '../syntax/pieces.ts';
import type { Span } from '../syntax/source.ts';
import { endBefore, indentAt, type Lines, lineStart, linesOf, type Page, restOfLine } from './lines.ts';
import type { EditList } from './text-edit.ts';

export type Anchor =
  | { readonly kind: 'after' | 'before'; readonly body: Body; readonly statement: Statement }
  /** Behind everything in the body; a property behind its properties. */
  | { readonly kind: 'last'; readonly body: Body };

/** What is put in: lines without the indentation all of them get. */
export interface Insertion {
  readonly lines: readonly string[];
  /** Nodes may be set off by blank lines, properties are not. */
  readonly isNode: boolean;
}

/** A place for lines, ready to be filled. */
export interface Slot {
  readonly at: number;
  readonly before: string;
  /** null: on the line there is, side by side with other things. */
  readonly indent: string | null;
  readonly after: string;
}

const isProperty = ({ kind }: Statement): boolean => kind === 'property' || kind === 'delete-property';

/** Statements that stand in the body's own text, not in an included file. */
const own = (body: Body): readonly Statement[] =>
  body.statements.filter(({ start, end }) => start > body.start && end < body.end);

export class Inserter {
  private readonly page: Page;
  private readonly style: Style;
  readonly lineBreak: string;
  /** What goes into bodies that are empty so far. */
  private readonly fillings = new Map<Body, Insertion[]>();
  /** Those in which something moves: the blanks they held are gone. */
  private readonly emptied = new Set<Body>();

  constructor(page: Page, style: Style, lineBreak: string) {
    this.page = page;
    this.style = style;
    this.lineBreak = lineBreak;
  }

  put(anchor: Anchor, insertion: Insertion, edits: EditList): void {
    const { body } = anchor;
    if (this.isEmpty(body) && this.emptied.has(body)) {
      edits.insert(body.start + 1, this.filled(body, [insertion]));
      return;
    }
    if (this.isEmpty(body)) {
      const filling = this.fillings.get(body) ?? [];
      this.fillings.set(body, filling);
      if (insertion.isNode) filling.push(insertion);
      else filling.splice(filling.findLastIndex(({ isNode }) => !isNode) + 1, 0, insertion);
      return;
    }
    const slot = this.slot(anchor, insertion.isNode);
    edits.insert(slot.at, `${slot.before}${this.set(slot, insertion.lines)}${slot.after}`);
  }

  /** Moves the lines of a statement, cutting `cut` out. */
  move(anchor: Anchor, lines: Lines, cut: Span, edits: EditList): void {
    const { text } = this.page;
    const isEmpty = this.isEmpty(anchor.body);
    if (isEmpty && !this.emptied.has(anchor.body)) {
      this.emptied.add(anchor.body);
      edits.remove({ start: anchor.body.start + 1, end: anchor.body.end - 1 });
      // What is there already comes first.
      edits.insert(anchor.body.start + 1, this.filled(anchor.body, this.fillings.get(anchor.body) ?? []));
      this.fillings.delete(anchor.body);
    }
    const slot = isEmpty ? this.emptySlot(anchor.body) : this.slot(anchor, true);
    const isEnded = lines.whole && text[lines.end - 1] === '\n';
    const kept = {
      start: lines.start,
      end: lines.end - (isEnded ? (text[lines.end - 2] === '\r' ? 2 : 1) : 0),
    };
    const isInline = slot.indent === null;
    edits.move({
      cut,
      kept,
      to: slot.at,
      indent:
        lines.whole && slot.indent !== null && this.mayIndent(kept)
          ? { from: lines.indent, to: slot.indent }
          : null,
      before:
        isInline && lines.whole ? this.lineBreak : slot.before + (lines.whole ? '' : (slot.indent ?? '')),
      after: isInline && lines.whole ? this.lineBreak : slot.after,
    });
  }

  /** Whether white space at the start of lines means nothing: in strings and before line markers it does. */
  private mayIndent(span: Span): boolean {
    const { text, directives } = this.page;
    return [...pieces(text, directives, span)].every(
      ({ kind, start, end }) =>
        kind === 'space' ||
        kind === 'comment' ||
        (kind !== 'directive' && !text.slice(start, end).includes('\n')),
    );
  }

  private emptySlot(body: Body): Slot {
    const outer = indentAt(this.page.text, body.start);
    return {
      at: body.start + 1,
      before: this.lineBreak,
      indent: `${outer}${this.style.indent}`,
      after: '',
    };
  }

  /** Lines for a body that holds nothing else, each behind its line break. */
  private filled(body: Body, insertions: readonly Insertion[]): string {
    const indent = `${indentAt(this.page.text, body.start)}${this.style.indent}`;
    const lines = insertions.flatMap((insertion, i) =>
      insertion.isNode && this.style.airy && i > 0 ? ['', ...insertion.lines] : insertion.lines,
    );
    return lines.map((line) => `${this.lineBreak}${line === '' ? '' : indent}${line}`).join('');
  }

  /** Writes the bodies that were empty. */
  done(edits: EditList): void {
    const close = (body: Body): string => `${this.lineBreak}${indentAt(this.page.text, body.start)}`;
    for (const [body, insertions] of this.fillings)
      edits.replace(
        { start: body.start + 1, end: body.end - 1 },
        this.filled(body, insertions) + close(body),
      );
    for (const body of this.emptied) edits.insert(body.start + 1, close(body));
  }

  /** Lines as they stand in a slot, without what is before and behind. */
  private set({ indent }: Slot, lines: readonly string[]): string {
    if (indent === null)
      return lines
        .map((line) => line.trim())
        .filter((line) => line !== '')
        .join(' ');
    return lines.map((line) => (line === '' ? '' : `${indent}${line}`)).join(this.lineBreak);
  }

  slot(anchor: Anchor, isNode: boolean): Slot {
    switch (anchor.kind) {
      case 'after':
        return this.behind(anchor.body, anchor.statement, isNode);
      case 'before':
        return this.inFront(anchor.body, anchor.statement, isNode);
      case 'last':
        return this.atEnd(anchor.body, isNode);
    }
  }

  /** Properties come before nodes. */
  private atEnd(body: Body, isNode: boolean): Slot {
    const statements = own(body);
    const last = isNode ? statements.at(-1) : statements.findLast(isProperty);
    if (last !== undefined) return this.behind(body, last, isNode);
    const [first] = statements;
    return first === undefined ? this.inside(body, isNode) : this.inFront(body, first, isNode);
  }

  private behind(body: Body, statement: Statement, isNode: boolean): Slot {
    const { text } = this.page;
    const lines = linesOf(this.page, endBefore(body, statement), statement);
    const rest = restOfLine(this.page, statement.end);
    if (rest === null || !this.isBroken(body))
      return { at: statement.end, before: ' ', indent: null, after: '' };
    const at = Math.min(rest + 1, text.length);
    const gap = isNode && this.style.airy ? this.lineBreak : '';
    const indent = lines.whole ? lines.indent : this.innerIndent(body);
    const isEnded = text[at - 1] === '\n';
    return isEnded
      ? { at, before: gap, indent, after: this.lineBreak }
      : { at, before: `${this.lineBreak}${gap}`, indent, after: '' };
  }

  private inFront(body: Body, statement: Statement, isNode: boolean): Slot {
    const lines = linesOf(this.page, endBefore(body, statement), statement);
    if (!lines.whole) return { at: statement.start, before: '', indent: null, after: ' ' };
    const isSetOff = this.style.airy && (isNode || statement.kind === 'node');
    return {
      at: lines.start,
      before: '',
      indent: lines.indent,
      after: isSetOff ? this.lineBreak.repeat(2) : this.lineBreak,
    };
  }

  /** In a body that holds nothing but comments and included files. */
  private inside(body: Body, isNode: boolean): Slot {
    const { text } = this.page;
    const close = body.end - 1;
    const line = lineStart(text, close);
    if (line <= body.start || text.slice(line, close).trim() !== '')
      return { at: close, before: '', indent: null, after: ' ' };
    const gap = isNode && this.style.airy ? this.lineBreak : '';
    return { at: line, before: gap, indent: this.innerIndent(body), after: this.lineBreak };
  }

  private isEmpty({ start, end }: Body): boolean {
    return this.page.text.slice(start + 1, end - 1).trim() === '';
  }

  /** Whether the body goes over several lines. */
  private isBroken({ start, end }: Body): boolean {
    return this.page.text.slice(start, end).includes('\n');
  }

  private innerIndent(body: Body): string {
    const sample = own(body).find(
      ({ start }) => this.page.text.slice(lineStart(this.page.text, start), start).trim() === '',
    );
    return sample === undefined
      ? `${indentAt(this.page.text, body.start)}${this.style.indent}`
      : indentAt(this.page.text, sample.start);
  }
}
