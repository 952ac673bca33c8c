// All of a text, in pieces: tokens, white space, comments and preprocessor lines. Together they are the text.
import { gapEnd, type Mode, modeAfter, scan, type TokenKind } from './lex.ts';
import type { Span } from './source.ts';

export interface Piece extends Span {
  readonly kind: Exclude<TokenKind, 'end'> | 'space' | 'comment' | 'directive';
}

/**
 * The pieces of a stretch of text that begins where a token may; `directives` are those of its document, in order.
 * At `{`, `;` or the start of a document nothing else about what came before matters.
 */
export function* pieces(
  text: string,
  directives: readonly Span[],
  { start, end }: Span = { start: 0, end: text.length },
): Generator<Piece> {
  let mode: Mode = start === 0 ? 'value' : 'name';
  let next = directives.findIndex((directive) => directive.end > start);
  for (let at = start; at < end;) {
    const directive = directives[next];
    const gap = gapEnd(text, at);
    if (next >= 0 && directive?.start === at) {
      yield { kind: 'directive', start: at, end: directive.end };
      at = directive.end;
      next += 1;
    } else if (gap > at) {
      yield { kind: text[at] === '/' ? 'comment' : 'space', start: at, end: gap };
      at = gap;
    } else {
      const token = scan(text, at, mode);
      if (token.kind === 'end') return;
      mode = modeAfter(token.kind, text.slice(at, token.end), mode);
      yield { kind: token.kind, start: at, end: token.end };
      at = token.end;
    }
  }
}
