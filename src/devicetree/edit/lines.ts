// Statements as people see them: with the lines they stand on and the comments that speak of them.
//
// A comment belongs to the statement below it when no blank line is between them, and to the one before it on its line.
import type { Body, DirectiveLines } from '../syntax/cst.ts';
import { type Piece, pieces } from '../syntax/pieces.ts';
import type { Span } from '../syntax/source.ts';

/** A text and its preprocessor lines. */
export interface Page {
  readonly text: string;
  readonly directives: readonly DirectiveLines[];
}

/** A statement with its comments. */
export interface Lines extends Span {
  /** From the start of a line to the start of another, with nothing else on them. */
  readonly whole: boolean;
  /** What the first of them is indented with. */
  readonly indent: string;
}

export const lineStart = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1;

const isBlank = (text: string): boolean => /^[ \t\r]*$/.test(text);
const newlines = (text: string): number => text.split('\n').length - 1;

/** Whether preprocessor lines stand in a stretch of text that mean something. */
export const hasDirectives = ({ directives }: Page, { start, end }: Span): boolean =>
  directives.some((directive) => directive.means && directive.start >= start && directive.end <= end);

/** The blanks at the start of the line that holds `at`. */
export function indentAt(text: string, at: number): string {
  const start = lineStart(text, at);
  let end = start;
  while (text[end] === ' ' || text[end] === '\t') end += 1;
  return text.slice(start, end);
}

/** Where the comments above a statement begin; its own start when there are none. `from`: where what is before it ends. */
function commentsAbove({ text, directives }: Page, from: number, { start }: Span): number {
  const before = [...pieces(text, directives, { start: from, end: start })];
  const slice = (piece: Piece | undefined): string => (piece ? text.slice(piece.start, piece.end) : '');
  let top = start;
  for (let i = before.length - 1; i >= 0; i -= 1) {
    const piece = before[i];
    if (piece?.kind === 'space') {
      if (newlines(slice(piece)) > 1) break;
      continue;
    }
    if (piece?.kind !== 'comment') break;
    const gap = before[i - 1];
    const isFirstOnLine = gap === undefined ? from === 0 : gap.kind === 'space' && slice(gap).includes('\n');
    if (!isFirstOnLine) break;
    top = piece.start;
  }
  return top;
}

/** The end of what stands on the line behind `at`, when that is only comments: the line break; else null. */
export function restOfLine({ text }: Page, at: number): number | null {
  for (let end = at; ;) {
    while (text[end] === ' ' || text[end] === '\t' || text[end] === '\r') end += 1;
    if (end >= text.length) return text.length;
    if (text[end] === '\n') return end;
    if (!text.startsWith('/*', end)) {
      if (!text.startsWith('//', end)) return null;
      const newline = text.indexOf('\n', end);
      return newline < 0 ? text.length : newline;
    }
    const close = text.indexOf('*/', end + 2);
    if (close < 0 || text.slice(end, close).includes('\n')) return null;
    end = close + 2;
  }
}

/** The lines of a statement. `from`: where the statement before it or the “{” ends. */
export function linesOf(page: Page, from: number, statement: Span): Lines {
  const { text } = page;
  const top = commentsAbove(page, from, statement);
  const start = lineStart(text, top);
  const end = restOfLine(page, statement.end);
  const indent = indentAt(text, statement.start);
  if (end === null || !isBlank(text.slice(start, top)))
    return { start: statement.start, end: statement.end, whole: false, indent };
  return { start, end: Math.min(end + 1, text.length), whole: true, indent };
}

/** What to cut out so that a statement is gone without a trace: a blank line too many goes along. */
export function cutOf({ text }: Page, lines: Lines): Span {
  let { start, end } = lines;
  if (!lines.whole) {
    const isFirst = isBlank(text.slice(lineStart(text, start), start));
    if (isFirst) while (text[end] === ' ' || text[end] === '\t') end += 1;
    else while (text[start - 1] === ' ' || text[start - 1] === '\t') start -= 1;
    return { start, end };
  }
  const after = /^[ \t\r]*\n/.exec(text.slice(end, end + 200))?.[0].length ?? 0;
  const previous = start === 0 ? 0 : lineStart(text, start - 1);
  const isBlankBefore = start > 0 && isBlank(text.slice(previous, start - 1));
  const isFirst = /\{[ \t\r]*$/.test(text.slice(previous, Math.max(0, start - 1)));
  const isLast = end === text.length || /^[ \t\r]*\}/.test(text.slice(end, end + 200));
  if (after > 0 && (isBlankBefore || isFirst)) end += after;
  else if (isBlankBefore && isLast) start = previous;
  return { start, end };
}

/** Where what stands before a statement of a body ends: the statement before it in the same text, or the “{”. */
export function endBefore(body: Body, statement: Span): number {
  let end = body.start + 1;
  for (const { start, end: its } of body.statements)
    if (its <= statement.start && start >= body.start && its > end) end = its;
  return end;
}
