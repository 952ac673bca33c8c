// The little of the C preprocessor that is understood: line markers, `#define NAME integer`, `#undef NAME`,
// `#include` of files that are given along, `#ifdef NAME` and `#ifndef NAME`. Every line stays in the text as it is;
// of one that is not understood it is said so, of a definition of another kind only when it is used.
import { type Cursor, type Macro, readInteger, type Token } from './expression.ts';
import { type Position, scan, skipGap } from './lex.ts';
import { LINE_MARKER } from './lines.ts';
import type { Severity } from './problems.ts';
import type { Span } from './source.ts';

const DIRECTIVE =
  /#[ \t]*(include|define|undef|ifdef|ifndef|if|elif|else|endif|error|warning|pragma)(?=[ \t"<(\r\n]|$)/y;

/** Whether a preprocessor line or a line marker starts at `at`, where a line does. */
export function startsDirective(text: string, at: number): boolean {
  return [DIRECTIVE, LINE_MARKER].some((pattern) => {
    pattern.lastIndex = at;
    return pattern.test(text);
  });
}

const ADVICE =
  'open the .dtb, or the text that cpp -nostdinc -undef -x assembler-with-cpp makes of this file';

const PLAIN = /[^\n/]*/y;

export type Directive = { readonly end: number } & (
  | { readonly kind: 'nothing' }
  | { readonly kind: 'include'; readonly path: string }
  | { readonly kind: 'define'; readonly name: string; readonly macro: Macro }
  | { readonly kind: 'undef'; readonly name: string }
  /** `#ifdef`, `#ifndef`, `#if`: whether what follows counts. */
  | { readonly kind: 'if'; readonly holds: boolean; readonly problem: string | null }
  /** `#else`, `#elif`. */
  | { readonly kind: 'else'; readonly problem: string | null }
  | { readonly kind: 'endif' }
  | { readonly kind: 'refused'; readonly message: string; readonly severity: Severity }
);

const notUnderstood = (word: string): string =>
  `#${word} is kept but not understood: the C preprocessor is not run. Open ${ADVICE.slice(5)}`;

/** The end of a preprocessor line: continued by a backslash, and a block comment may take it further. */
function lineEnd(text: string, from: number): number {
  const newlineAfter = (at: number): number => {
    const newline = text.indexOf('\n', at);
    return newline === -1 ? text.length : newline;
  };
  let at = from;
  let end = newlineAfter(at);
  for (;;) {
    const rest = text.slice(at, end);
    const comment = rest.indexOf('/*');
    if (comment !== -1 && !rest.slice(0, comment).includes('//')) {
      const close = text.indexOf('*/', at + comment + 2);
      if (close === -1) return text.length;
      at = close + 2;
      if (at > end) end = newlineAfter(at);
    } else if (end < text.length && /\\\r?$/.test(rest.slice(-2))) {
      at = end + 1;
      end = newlineAfter(at);
    } else return end;
  }
}

/** Reads the body of a definition, which must be one integer. */
class LineCursor implements Cursor {
  why: string | undefined;
  private readonly position: Position = { at: 0, lineStart: false };
  private readonly text: string;
  private readonly macros: ReadonlyMap<string, Macro>;
  constructor(text: string, macros: ReadonlyMap<string, Macro>) {
    this.text = `${text.replace(/\\\r?\n/g, ' ')}\n`;
    this.macros = macros;
  }
  peek(): Token {
    skipGap(this.text, this.position);
    const { at } = this.position;
    const { kind, end } =
      this.why === undefined ? scan(this.text, at, 'value') : { kind: 'end' as const, end: at };
    return { kind, text: this.text.slice(at, end), start: at, end };
  }
  next(): Token {
    const token = this.peek();
    this.position.at = token.end;
    return token;
  }
  fail(_span: Span, message: string): void {
    this.why ??= message;
  }
  macro(name: string): Macro | undefined {
    return this.macros.get(name);
  }
}

function define(
  line: string,
  macros: ReadonlyMap<string, Macro>,
): { name: string; macro: Macro } | undefined {
  const head = /^[ \t]*([A-Za-z_]\w*)(\(?)/.exec(line);
  const [all, name, parenthesis] = head ?? [];
  if (all === undefined || name === undefined) return undefined;
  if (parenthesis !== '')
    return { name, macro: { why: 'is a macro with arguments; run the file through cpp, or open the .dtb' } };
  const cursor = new LineCursor(line.slice(all.length), macros);
  if (cursor.peek().kind === 'end') return { name, macro: { why: 'is defined as nothing' } };
  const integer = readInteger(cursor);
  const rest = cursor.peek();
  const macro: Macro =
    integer !== undefined && rest.kind === 'end'
      ? { value: integer.value }
      : {
          why: `is not defined as an integer (${cursor.why ?? 'put an expression in parentheses'}); run the file through cpp, or open the .dtb`,
        };
  return { name, macro };
}

/** The preprocessor line whose `#` stands at `at`, or undefined when it is none (`#address-cells`). */
export function readDirective(
  text: string,
  at: number,
  macros: ReadonlyMap<string, Macro>,
): Directive | undefined {
  LINE_MARKER.lastIndex = at;
  const marker = LINE_MARKER.exec(text);
  if (marker !== null) return { kind: 'nothing', end: at + marker[0].length };
  DIRECTIVE.lastIndex = at;
  const match = DIRECTIVE.exec(text);
  if (match === null) return undefined;
  const start = at + match[0].length;
  const end = lineEnd(text, start);
  const line = text.slice(start, end);
  const word = match[1] ?? '';
  const name = line.trim().split(/\W/, 1)[0] ?? '';
  switch (word) {
    case 'define': {
      const defined = define(line, macros);
      if (defined === undefined)
        return { kind: 'refused', message: '#define needs a name', severity: 'error', end };
      return { kind: 'define', ...defined, end };
    }
    case 'undef':
      return { kind: 'undef', name, end };
    case 'pragma':
      return { kind: 'nothing', end };
    case 'include': {
      const path = /^[ \t]*(?:"([^"]+)"|<([^>]+)>)/.exec(line);
      return path === null
        ? { kind: 'refused', message: notUnderstood('include'), severity: 'error', end }
        : { kind: 'include', path: path[1] ?? path[2] ?? '', end };
    }
    case 'ifdef':
    case 'ifndef':
      return { kind: 'if', holds: macros.has(name) === (word === 'ifdef'), problem: null, end };
    case 'if':
      return { kind: 'if', holds: true, problem: notUnderstood(word), end };
    case 'elif':
    case 'else':
      return { kind: 'else', problem: word === 'elif' ? notUnderstood(word) : null, end };
    case 'endif':
      return { kind: 'endif', end };
    default:
      return {
        kind: 'refused',
        message: notUnderstood(word),
        severity: word === 'warning' ? 'warning' : 'error',
        end,
      };
  }
}

/**
 * Where a part that does not count ends: at the `#` of the next `#else`, `#elif` or `#endif` of its own, or at the end
 * of the text. Only lines and comments are looked at, as cpp does.
 */
export function skipGroup(text: string, from: number): number {
  const position: Position = { at: from, lineStart: false };
  let depth = 0;
  while (skipGap(text, position) && position.at < text.length) {
    const { at, lineStart } = position;
    position.lineStart = false;
    DIRECTIVE.lastIndex = at;
    const word = lineStart && text[at] === '#' ? DIRECTIVE.exec(text)?.[1] : undefined;
    if (word === undefined) {
      // To what may end the line or begin a comment.
      PLAIN.lastIndex = at + 1;
      PLAIN.exec(text);
      position.at = PLAIN.lastIndex;
      continue;
    }
    if (depth === 0 && (word === 'else' || word === 'elif' || word === 'endif')) return at;
    if (word.startsWith('if')) depth += 1;
    if (word === 'endif') depth -= 1;
    position.at = lineEnd(text, at);
  }
  return text.length;
}
