// Integers: literals, characters and C expressions in parentheses, computed modulo 2^64 while they are read.
//
// As in dtc everything is unsigned, both branches of `?:` and both sides of `&&` are computed, and shifting
// by 64 or more gives 0.
import { ByteWriter } from '../byte-writer.ts';
import type { Integer } from './cst.ts';
import type { TokenKind } from './lex.ts';
import { unquote } from './quoted.ts';
import type { Span } from './source.ts';

export interface Token extends Span {
  readonly kind: TokenKind;
  readonly text: string;
}

/** A macro's integer, or why it has none. */
export type Macro = { readonly value: bigint } | { readonly why: string };

/** What a parser reads from. After a failure every further token is the end. */
export interface Cursor {
  peek(): Token;
  next(): Token;
  /** Keeps the first failure. The token ahead is the one that did not fit, or the first behind it. */
  fail(span: Span, message: string): void;
  macro(name: string): Macro | undefined;
}

/** How a token is named in messages. */
export function describe(token: Token): string {
  if (token.kind === 'end') return 'the end of the text';
  const text = token.text.length > 40 ? `${token.text.slice(0, 40)}…` : token.text;
  return `“${text.replace(/\s+/g, ' ')}”`;
}

/** The message for a token that does not belong where it stands. */
export function unexpected(token: Token, expected: string): string {
  if (token.kind === 'unknown') {
    if (token.text === '"') return 'this string has no end';
    if (token.text === "'") return 'this character literal has no end';
    if (token.text.startsWith('&{'))
      return 'a path reference is written &{/path/to/node}, with nothing but the path inside';
    if (token.text === '\0') return 'a NUL character: this is not device tree source text';
  }
  return `expected ${expected}, found ${describe(token)}`;
}

const MAX_NESTING = 200;
const U64_LIMIT = 1n << 64n;
const U64 = (value: bigint): bigint => BigInt.asUintN(64, value);
const truth = (value: boolean): bigint => (value ? 1n : 0n);

type Operator = readonly [precedence: number, apply: (a: bigint, b: bigint) => bigint];
const OPERATORS: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['||', [1, (a, b) => truth(a !== 0n || b !== 0n)]],
  ['&&', [2, (a, b) => truth(a !== 0n && b !== 0n)]],
  ['|', [3, (a, b) => a | b]],
  ['^', [4, (a, b) => a ^ b]],
  ['&', [5, (a, b) => a & b]],
  ['==', [6, (a, b) => truth(a === b)]],
  ['!=', [6, (a, b) => truth(a !== b)]],
  ['<', [7, (a, b) => truth(a < b)]],
  ['>', [7, (a, b) => truth(a > b)]],
  ['<=', [7, (a, b) => truth(a <= b)]],
  ['>=', [7, (a, b) => truth(a >= b)]],
  ['<<', [8, (a, b) => (b < 64n ? a << b : 0n)]],
  ['>>', [8, (a, b) => (b < 64n ? a >> b : 0n)]],
  ['+', [9, (a, b) => a + b]],
  ['-', [9, (a, b) => a - b]],
  ['*', [10, (a, b) => a * b]],
  ['/', [10, (a, b) => a / b]],
  ['%', [10, (a, b) => a % b]],
]);
const UNARY: Readonly<Record<string, (a: bigint) => bigint>> = {
  '-': (a) => -a,
  '~': (a) => ~a,
  '!': (a) => truth(a === 0n),
};

/** The value of a number token, or undefined after a failure. */
function literal(cursor: Cursor, token: Token): bigint | undefined {
  const digits = /[UL]$/.test(token.text) ? token.text.replace(/[UL]+$/, '') : token.text;
  const octal = /^0\d/.test(digits);
  if (octal && !/^[0-7]+$/.test(digits)) {
    cursor.fail(token, `${digits} starts with 0 and so is octal, but has a digit above 7`);
    return undefined;
  }
  // Anything longer is out of range anyway and would take more than linear time to convert.
  const isLong = digits.length > 22 && digits.replace(/^0[xX]?0*/, '').length > 22;
  const value = isLong ? U64_LIMIT : BigInt(octal ? `0o${digits}` : digits);
  if (value >= U64_LIMIT) {
    cursor.fail(token, `${describe(token)} does not fit 64 bits`);
    return undefined;
  }
  return value;
}

function character(cursor: Cursor, token: Token): bigint | undefined {
  const out = new ByteWriter();
  const problem = unquote(token.text.slice(1, -1), out);
  const bytes = out.take();
  if (problem !== undefined) cursor.fail(token, problem);
  else if (bytes.length !== 1)
    cursor.fail(token, `a character literal holds one byte, ${describe(token)} holds ${bytes.length}`);
  else return BigInt(bytes[0] ?? 0);
  return undefined;
}

function named(cursor: Cursor, token: Token): bigint | undefined {
  const macro = cursor.macro(token.text);
  if (macro !== undefined && 'value' in macro) return macro.value;
  cursor.fail(
    token,
    macro === undefined
      ? `${token.text} is not defined here. The C preprocessor is not run: open the .dtb, or the text that cpp -nostdinc -undef -x assembler-with-cpp makes of this file`
      : `${token.text} ${macro.why}`,
  );
  return undefined;
}

const LITERALS: Readonly<Partial<Record<TokenKind, (cursor: Cursor, token: Token) => bigint | undefined>>> = {
  number: literal,
  character,
  identifier: named,
};

class Reader {
  /** Where the last token taken ends. */
  end = 0;
  private depth = 0;
  private readonly cursor: Cursor;
  constructor(cursor: Cursor) {
    this.cursor = cursor;
  }

  private take(): Token {
    const token = this.cursor.next();
    this.end = token.end;
    return token;
  }

  /** A literal, character, macro or parenthesised expression. */
  primary(): bigint | undefined {
    const token = this.cursor.peek();
    const read = LITERALS[token.kind];
    if (read !== undefined) {
      const value = read(this.cursor, token);
      if (value !== undefined) this.take();
      return value;
    }
    if (token.kind === 'punctuation' && token.text === '(') return this.nested(() => this.parenthesised());
    this.cursor.fail(token, unexpected(token, 'a number or an expression in parentheses'));
    return undefined;
  }

  private parenthesised(): bigint | undefined {
    this.take();
    const value = this.expression();
    const close = this.cursor.peek();
    if (value === undefined) return undefined;
    if (close.text === ')') {
      this.take();
      return value;
    }
    this.cursor.fail(close, unexpected(close, 'an operator or “)”'));
    return undefined;
  }

  private nested(read: () => bigint | undefined): bigint | undefined {
    if (this.depth === MAX_NESTING) {
      this.cursor.fail(this.cursor.peek(), `an expression nested deeper than ${MAX_NESTING}`);
      return undefined;
    }
    this.depth += 1;
    const value = read();
    this.depth -= 1;
    return value;
  }

  private expression(): bigint | undefined {
    const condition = this.binary(1);
    if (condition === undefined || this.cursor.peek().text !== '?') return condition;
    this.take();
    return this.nested(() => {
      const yes = this.expression();
      if (yes === undefined) return undefined;
      const colon = this.cursor.peek();
      if (colon.text !== ':') {
        this.cursor.fail(colon, unexpected(colon, '“:” and the other value of “?”'));
        return undefined;
      }
      this.take();
      const no = this.expression();
      return no === undefined ? undefined : condition === 0n ? no : yes;
    });
  }

  private binary(lowest: number): bigint | undefined {
    let left = this.unary();
    while (left !== undefined) {
      const token = this.cursor.peek();
      const operator = token.kind === 'punctuation' ? OPERATORS.get(token.text) : undefined;
      if (operator === undefined || operator[0] < lowest) return left;
      this.take();
      const right = this.binary(operator[0] + 1);
      if (right === undefined) return undefined;
      if (right === 0n && (token.text === '/' || token.text === '%')) {
        this.cursor.fail(token, 'division by zero');
        return undefined;
      }
      left = U64(operator[1](left, right));
    }
    return undefined;
  }

  private unary(): bigint | undefined {
    const token = this.cursor.peek();
    const apply = token.kind === 'punctuation' ? UNARY[token.text] : undefined;
    if (apply === undefined) return this.primary();
    this.take();
    const value = this.nested(() => this.unary());
    return value === undefined ? undefined : U64(apply(value));
  }
}

/** Reads one integer where the grammar has one; undefined after a failure, which the cursor keeps. */
export function readInteger(cursor: Cursor): Integer | undefined {
  const first = cursor.peek();
  const { start, end } = first;
  // Nearly all integers of a tree; no need for a reader.
  if (first.kind === 'number') {
    const value = literal(cursor, first);
    if (value === undefined) return undefined;
    cursor.next();
    return { kind: 'integer', start, end, value };
  }
  const reader = new Reader(cursor);
  const value = reader.primary();
  return value === undefined ? undefined : { kind: 'integer', start, end: reader.end, value };
}
