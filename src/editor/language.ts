// Devicetree source coloured line by line, with the lexer that reads it: what an editor shows is what the parser sees.
import { gapEnd, type Mode, modeAfter, scan, type TokenKind } from '../devicetree/syntax/lex.ts';
import { startsDirective } from '../devicetree/syntax/preprocess.ts';

export const LANGUAGE_ID = 'dts';

/** Brackets, and what comments begin and end with. */
export const configuration = {
  comments: { lineComment: '//', blockComment: ['/*', '*/'] as [string, string] },
  brackets: [
    ['{', '}'],
    ['<', '>'],
    ['[', ']'],
    ['(', ')'],
  ] as [string, string][],
  autoClosingPairs: [
    { open: '{', close: '}' },
    { open: '<', close: '>' },
    { open: '[', close: ']' },
    { open: '(', close: ')' },
    { open: '"', close: '"', notIn: ['string', 'comment'] },
  ],
};

/** Names of tokens are the editor's; `theme.ts` gives them colours. */
export type Colour =
  | 'keyword'
  | 'type'
  | 'attribute.name'
  | 'tag'
  | 'variable'
  | 'number'
  | 'string'
  | 'delimiter'
  | 'comment'
  | 'metatag'
  | '';

/** What a line leaves behind for the next. */
export interface LineState {
  readonly mode: Mode;
  readonly inComment: boolean;
  /** A preprocessor line that ends in a backslash goes on. */
  readonly inDirective: boolean;
}

export const FIRST_LINE: LineState = { mode: 'value', inComment: false, inDirective: false };

export interface ColouredLine {
  readonly tokens: readonly { readonly start: number; readonly colour: Colour }[];
  readonly after: LineState;
}

const COLOURS: Readonly<Record<TokenKind, Colour>> = {
  keyword: 'keyword',
  name: 'attribute.name',
  label: 'tag',
  reference: 'variable',
  'path-reference': 'variable',
  number: 'number',
  character: 'number',
  string: 'string',
  byte: 'number',
  identifier: 'variable',
  punctuation: 'delimiter',
  end: '',
  unknown: '',
};

export function coloured(line: string, before: LineState): ColouredLine {
  const tokens: { start: number; colour: Colour }[] = [];
  let { mode } = before;
  let at = 0;
  const done = (more: Partial<LineState> = {}): ColouredLine => ({
    tokens,
    after: { mode, inComment: false, inDirective: false, ...more },
  });
  if (before.inComment) {
    const end = line.indexOf('*/');
    tokens.push({ start: 0, colour: 'comment' });
    if (end < 0) return done({ inComment: true });
    at = end + 2;
  }
  const indent = line.length - line.trimStart().length;
  if (before.inDirective || (at <= indent && startsDirective(line, indent))) {
    tokens.push({ start: at, colour: 'metatag' });
    return done({ inDirective: line.endsWith('\\') });
  }
  while (at < line.length) {
    const gap = gapEnd(line, at);
    if (gap > at) {
      const isComment = line[at] === '/';
      tokens.push({ start: at, colour: isComment ? 'comment' : '' });
      const isOpen = isComment && line.startsWith('/*', at) && line.indexOf('*/', at + 2) < 0;
      if (isOpen) return done({ inComment: true });
      at = gap;
      continue;
    }
    const { kind, end } = scan(line, at, mode);
    if (kind === 'end') break;
    const isNode = kind === 'name' && line[gapEnd(line, end)] === '{';
    tokens.push({ start: at, colour: isNode ? 'type' : COLOURS[kind] });
    mode = modeAfter(kind, line.slice(at, end), mode);
    at = end;
  }
  return done();
}
