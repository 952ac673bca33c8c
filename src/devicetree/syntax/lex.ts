// One text to tokens. As in dtc, what a word is depends on what came before it: after `{` and `;` names are
// expected (`0x1`, `#size-cells`), after `[` pairs of hex digits, elsewhere numbers and operators.
//
// The text between two tokens is white space, comments and preprocessor lines: nothing is lost.

export type TokenKind =
  | 'keyword'
  | 'name'
  | 'label'
  | 'reference'
  | 'path-reference'
  | 'number'
  | 'character'
  | 'string'
  | 'byte'
  /** A word where a value is expected: only a macro can give it meaning. */
  | 'identifier'
  | 'punctuation'
  | 'end'
  | 'unknown';

export type Mode = 'name' | 'value' | 'bytes';

/** A token's place in its own text. */
export interface Lexeme {
  readonly kind: TokenKind;
  readonly end: number;
}

const KEYWORDS = [
  '/dts-v1/',
  '/plugin/',
  '/memreserve/',
  '/bits/',
  '/delete-property/',
  '/delete-node/',
  '/omit-if-no-ref/',
  '/include/',
  '/incbin/',
] as const;

const BYTE_ORDER_MARK = 0xfeff;
const NEWLINE = 0x0a;
const SLASH = 0x2f;
const STAR = 0x2a;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const AMPERSAND = 0x26;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const EQUALS = 0x3d;

const charTable = (chars: RegExp): readonly boolean[] =>
  Array.from({ length: 128 }, (_, code) => chars.test(String.fromCharCode(code)));
const SPACE = charTable(/[ \t\n\v\f\r]/);
const DIGIT = charTable(/\d/);
const HEX = charTable(/[\da-fA-F]/);
const WORD_START = charTable(/[A-Za-z_]/);
const WORD = charTable(/\w/);
const NAME = charTable(/[a-zA-Z0-9,._+*#?@-]/);
const PATH = charTable(/[a-zA-Z0-9,._+*#?@/-]/);
const SINGLE = charTable(/[{}<>[\]();,=:?&|^~!+\-*/%]/);
/** `<<` and its like, and `<=` and its like. */
const DOUBLED = charTable(/[<>=&|]/);
const BEFORE_EQUALS = charTable(/[<>!]/);

/** The end of the run of `table`'s characters that starts at `at`. */
function runEnd(text: string, at: number, table: readonly boolean[]): number {
  let end = at;
  while (end < text.length && table[text.charCodeAt(end)] === true) end += 1;
  return end;
}

const isAt = (text: string, at: number, table: readonly boolean[]): boolean =>
  at < text.length && table[text.charCodeAt(at)] === true;

/** The end of a quoted text, its last quote included; undefined when it has none. */
function quotedEnd(text: string, at: number, quote: string): number | undefined {
  for (let end = at + 1; end < text.length; end += 1) {
    const char = text[end];
    if (char === quote) return end + 1;
    // A backslash takes the next character with it, but not the end of a line.
    if (char === '\\') {
      end += 1;
      if (text[end] === '\n') return undefined;
    }
  }
  return undefined;
}

/** A place in a text. */
export interface Position {
  at: number;
  /** Only white space and comments lie between the line's start and `at`. */
  lineStart: boolean;
}

/** The end of the comment that starts at `at`: `at` itself when none does, undefined when it has no end, as in dtc. */
function commentEnd(text: string, at: number): number | undefined {
  if (text.charCodeAt(at) !== SLASH) return at;
  const second = text.charCodeAt(at + 1);
  if (second === SLASH) {
    const end = text.indexOf('\n', at);
    return end === -1 ? undefined : end;
  }
  if (second !== STAR) return at;
  const end = text.indexOf('*/', at + 2);
  return end === -1 ? undefined : end + 2;
}

/** Moves past white space and comments; false when `at` is left at a comment without end. */
export function skipGap(text: string, position: Position): boolean {
  let { at } = position;
  if (at === 0 && text.charCodeAt(0) === BYTE_ORDER_MARK) at = 1;
  let comment: number | undefined = at;
  for (;;) {
    const code = text.charCodeAt(at);
    if (SPACE[code] === true) {
      if (code === NEWLINE) position.lineStart = true;
      at += 1;
    } else {
      comment = commentEnd(text, at);
      if (comment === undefined || comment === at) break;
      at = comment;
    }
  }
  position.at = at;
  return comment !== undefined;
}

/** The end of one stretch of white space or one comment at `at`; `at` itself when neither starts there. */
export function gapEnd(text: string, at: number): number {
  const space = runEnd(text, at === 0 && text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : at, SPACE);
  return space > at ? space : (commentEnd(text, at) ?? text.length);
}

function scanNumber(text: string, at: number): Lexeme {
  const hex = text[at] === '0' && (text[at + 1] === 'x' || text[at + 1] === 'X');
  const digits = hex ? runEnd(text, at + 2, HEX) : runEnd(text, at, DIGIT);
  const suffix = ['ULL', 'UL', 'LL', 'U', 'L'].find((s) => text.startsWith(s, digits)) ?? '';
  const end = digits + suffix.length;
  return (hex && digits === at + 2) || isAt(text, end, WORD)
    ? { kind: 'unknown', end: runEnd(text, end, WORD) }
    : { kind: 'number', end };
}

function scanReference(text: string, at: number): Lexeme | undefined {
  if (isAt(text, at + 1, WORD_START)) return { kind: 'reference', end: runEnd(text, at + 1, WORD) };
  if (!text.startsWith('&{', at)) return undefined;
  const end = runEnd(text, at + 2, PATH);
  return text[at + 2] === '/' && text[end] === '}'
    ? { kind: 'path-reference', end: end + 1 }
    : { kind: 'unknown', end };
}

const scanQuoted = (text: string, at: number, quote: string): Lexeme => {
  const end = quotedEnd(text, at, quote);
  if (end === undefined) return { kind: 'unknown', end: at + 1 };
  return { kind: quote === '"' ? 'string' : 'character', end };
};

/** The token at `at`, where neither white space nor a comment starts. */
export function scan(text: string, at: number, mode: Mode): Lexeme {
  if (at >= text.length) return { kind: 'end', end: at };
  const code = text.charCodeAt(at);
  if (code === QUOTE) return scanQuoted(text, at, '"');
  if (code === APOSTROPHE) return scanQuoted(text, at, "'");
  if (code === SLASH) {
    const keyword = KEYWORDS.find((word) => text.startsWith(word, at));
    if (keyword !== undefined) return { kind: 'keyword', end: at + keyword.length };
  }
  if (code === AMPERSAND) {
    const reference = scanReference(text, at);
    if (reference !== undefined) return reference;
  }
  const wordEnd = WORD_START[code] === true ? runEnd(text, at, WORD) : at;
  if (wordEnd > at && text.charCodeAt(wordEnd) === COLON) return { kind: 'label', end: wordEnd + 1 };
  if (mode === 'name') {
    const start = code === BACKSLASH ? at + 1 : at;
    const end = runEnd(text, start, NAME);
    if (end > start) return { kind: 'name', end };
  } else if (mode === 'bytes') {
    if (HEX[code] === true && isAt(text, at + 1, HEX)) return { kind: 'byte', end: at + 2 };
    if (WORD[code] === true) return { kind: 'unknown', end: runEnd(text, at, WORD) };
  } else {
    if (wordEnd > at) return { kind: 'identifier', end: wordEnd };
    if (DIGIT[code] === true) return scanNumber(text, at);
  }
  const next = text.charCodeAt(at + 1);
  if ((DOUBLED[code] === true && next === code) || (BEFORE_EQUALS[code] === true && next === EQUALS))
    return { kind: 'punctuation', end: at + 2 };
  if (SINGLE[code] === true) return { kind: 'punctuation', end: at + 1 };
  return { kind: 'unknown', end: at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1) };
}

/** How a token changes what the next one may be. */
export function modeAfter(kind: TokenKind, text: string, mode: Mode): Mode {
  switch (kind) {
    case 'name':
      return 'value';
    case 'punctuation':
      if (text === '{' || text === ';') return 'name';
      if (text === '[') return 'bytes';
      return text === ']' && mode === 'bytes' ? 'value' : mode;
    case 'keyword':
      if (text === '/delete-property/' || text === '/delete-node/' || text === '/omit-if-no-ref/')
        return 'name';
      return text === '/memreserve/' || text === '/bits/' || text === '/dts-v1/' ? 'value' : mode;
    case 'label':
    case 'reference':
    case 'path-reference':
    case 'number':
    case 'character':
    case 'string':
    case 'byte':
    case 'identifier':
    case 'end':
    case 'unknown':
      return mode;
  }
}
