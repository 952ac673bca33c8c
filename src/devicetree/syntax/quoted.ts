// The inside of string and character literals: C escapes to bytes, the rest as UTF-8.
import type { ByteWriter } from '../byte-writer.ts';

const LETTERS: ReadonlyMap<string, number> = new Map([
  ['a', 7],
  ['b', 8],
  ['t', 9],
  ['n', 10],
  ['v', 11],
  ['f', 12],
  ['r', 13],
]);
const REPLACEMENT = '\ufffd';
const ESCAPE = /\\(?:x([\da-fA-F]{0,2})|([0-7]{1,3})|([^]))/y;

/**
 * Writes the bytes of what stands between two quotes. Escaped characters that mean nothing stand for
 * themselves, as in dtc. Returns what is wrong, or undefined.
 */
export function unquote(text: string, out: ByteWriter): string | undefined {
  if (text.includes(REPLACEMENT))
    return 'this text holds a byte that is not UTF-8; write it as \\x followed by two hex digits';
  let plain = 0;
  for (let at = text.indexOf('\\'); at !== -1; at = text.indexOf('\\', at)) {
    out.text(text.slice(plain, at));
    ESCAPE.lastIndex = at;
    const [escape = '\\', hex, octal, letter = ''] = ESCAPE.exec(text) ?? [];
    plain = at + escape.length;
    at = plain;
    if (hex === '') return '\\x needs one or two hex digits after it';
    const code = LETTERS.get(letter);
    if (hex !== undefined) out.byte(parseInt(hex, 16));
    else if (octal !== undefined) out.byte(parseInt(octal, 8) & 0xff);
    else if (code !== undefined) out.byte(code);
    // The escaped character is plain text from here on (it may be half of a surrogate pair).
    else plain -= letter.length;
  }
  out.text(text.slice(plain));
  return undefined;
}

/** The bytes as text, for names of files. */
export const asText = (out: ByteWriter): string => new TextDecoder().decode(out.take());
