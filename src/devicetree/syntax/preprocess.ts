// The little of the C preprocessor that is understood: line markers, `#define NAME integer`, `#undef NAME`
// and `#include "file"`. Anything else is refused with advice; a definition of another kind only when used.
import { type Cursor, type Macro, readInteger, type Token } from './expression.ts';
import { type Position, scan, skipGap } from './lex.ts';
import { LINE_MARKER } from './lines.ts';
import type { Span } from './source.ts';

const DIRECTIVE =
  /#[ \t]*(include|define|undef|ifdef|ifndef|if|elif|else|endif|error|warning|pragma)(?=[ \t"<(\r\n]|$)/y;

export type Directive = { readonly end: number } & (
  | { readonly kind: 'nothing' }
  | { readonly kind: 'include'; readonly path: string }
  | { readonly kind: 'define'; readonly name: string; readonly macro: Macro }
  | { readonly kind: 'undef'; readonly name: string }
  | { readonly kind: 'refused'; readonly message: string }
);

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
    this.text = text.replace(/\\\r?\n/g, ' ');
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
  switch (word) {
    case 'define': {
      const defined = define(line, macros);
      if (defined === undefined) return { kind: 'refused', message: '#define needs a name', end };
      return { kind: 'define', ...defined, end };
    }
    case 'undef':
      return { kind: 'undef', name: line.trim(), end };
    case 'pragma':
      return { kind: 'nothing', end };
    case 'include': {
      const path = /^[ \t]*"([^"]+)"/.exec(line)?.[1];
      return path === undefined
        ? {
            kind: 'refused',
            message:
              '#include of a system header is not read: open the .dtb, or the text that cpp -nostdinc -undef -x assembler-with-cpp makes of this file',
            end,
          }
        : { kind: 'include', path, end };
    }
    default:
      return {
        kind: 'refused',
        message: `#${word} is not understood: the C preprocessor is not run. Open the .dtb, or the text that cpp -nostdinc -undef -x assembler-with-cpp makes of this file`,
        end,
      };
  }
}
