// The inside of string and character literals: C escapes to bytes, the rest as UTF-8.

export type Unquoted = { readonly bytes: Uint8Array } | { readonly message: string };

const LETTERS: Readonly<Record<string, number>> = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13 };
const REPLACEMENT = '\ufffd';

/** `text` without its quotes. Any other escaped character stands for itself, as in dtc. */
export function unquote(text: string): Unquoted {
  if (text.includes(REPLACEMENT))
    return {
      message: 'this text holds a byte that is not UTF-8; write it as \\x followed by two hex digits',
    };
  const encoder = new TextEncoder();
  if (!text.includes('\\')) return { bytes: encoder.encode(text) };
  const pieces: Uint8Array[] = [];
  let size = 0;
  const push = (bytes: Uint8Array): void => {
    pieces.push(bytes);
    size += bytes.length;
  };
  const escape = /\\(?:x([\da-fA-F]{0,2})|([0-7]{1,3})|([^]))/g;
  let plain = 0;
  for (const match of text.matchAll(escape)) {
    push(encoder.encode(text.slice(plain, match.index)));
    plain = match.index + match[0].length;
    const [, hex, octal, letter = ''] = match;
    if (hex === '') return { message: '\\x needs one or two hex digits after it' };
    if (hex !== undefined) push(Uint8Array.of(parseInt(hex, 16)));
    else if (octal !== undefined) push(Uint8Array.of(parseInt(octal, 8)));
    else if (letter in LETTERS) push(Uint8Array.of(LETTERS[letter] ?? 0));
    // The escaped character is plain text from here on (it may be half of a surrogate pair).
    else plain -= letter.length;
  }
  push(encoder.encode(text.slice(plain)));
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return { bytes };
}
