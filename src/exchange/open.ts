// Opening a file: what it is, by its content, and the device tree in it.
import { looksLikeBlob, readBlob } from '../devicetree/blob.ts';
import { MAX_INPUT } from '../devicetree/limits.ts';
import { isOverlay } from '../devicetree/overlay/is-overlay.ts';
import { parseText, type TextOptions } from '../devicetree/text.ts';
import { fail, ok, type Result } from '../model/result.ts';
import type { Tree } from '../model/tree.ts';
import { looksLikeBootLog } from './boot-log/boots.ts';

/** A design (`*.memmap.json`) is told apart here and read by `share`; a log is a console's, read by `boot-log`. */
export type Kind = 'blob' | 'text' | 'design' | 'log';

const EXPECTED =
  'expected a device tree blob (starts with the bytes d0 0d fe ed), device tree source, a design (*.memmap.json), or a boot log of Xen';

/** Files people pick by mistake, by their first bytes. */
const MISTAKEN: readonly (readonly [name: string, offset: number, bytes: string])[] = [
  ['gzip data: unpack it first', 0, '1f8b'],
  ['a zip archive: unpack it first', 0, '504b0304'],
  ['xz data: unpack it first', 0, 'fd377a585a00'],
  ['an ELF program', 0, '7f454c46'],
  ['an arm64 kernel Image', 0x38, '41524d64'],
  ['an arm zImage', 0x24, '18286f01'],
  ['a U-Boot image', 0, '27051956'],
  ['UTF-16 text: save it as UTF-8', 0, 'fffe'],
  ['UTF-16 text: save it as UTF-8', 0, 'feff'],
];

const bytesAt = (input: Uint8Array, offset: number, count: number): string =>
  Array.from(input.subarray(offset, offset + count), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** What a file is, whatever its name. Fails, saying what was expected, on anything else and over 16 MiB. */
export function detect(input: Uint8Array): Result<Kind> {
  if (input.length > MAX_INPUT)
    return fail(`it has ${input.length} bytes; more than ${MAX_INPUT} (16 MiB) are not read`);
  if (looksLikeBlob(input)) return ok('blob');
  if (input.length === 0) return fail(`it is empty; ${EXPECTED}`);
  const mistaken = MISTAKEN.find(([, offset, bytes]) => bytesAt(input, offset, bytes.length / 2) === bytes);
  if (mistaken !== undefined) return fail(`it is ${mistaken[0]}; ${EXPECTED}`);
  if (looksLikeBootLog(logText(input))) return ok('log');
  const nul = input.indexOf(0);
  if (nul >= 0) return fail(`it is binary; ${EXPECTED}`, `offset 0x${nul.toString(16)}`);
  const text = decode(input);
  if (text === null) return fail(`it is not UTF-8 text; ${EXPECTED}`);
  return ok(text.trimStart().startsWith('{') ? 'design' : 'text');
}

/** A console's text: serial lines garble bytes, so whatever is not UTF-8 is passed over. */
export const logText = (input: Uint8Array): string => new TextDecoder().decode(input);

function decode(input: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(input);
  } catch {
    return null;
  }
}

/**
 * The device tree of a blob or source text; `resolve` gives the files a text includes. Messages do not repeat the
 * file's name. A design is refused here: `share` reads it; an overlay too: it is not a whole tree.
 */
export function openTree(input: Uint8Array, resolve?: TextOptions['resolve']): Result<Tree> {
  const tree = readTree(input, resolve === undefined ? {} : { resolve });
  return tree.ok && isOverlay(tree.value)
    ? fail(
        'it is an overlay; open the board’s whole tree, with the overlay applied (the command takes --base BOARD)',
      )
    : tree;
}

export interface Reading {
  readonly resolve?: TextOptions['resolve'];
  /** Of a text: with `__symbols__`, as `dtc -@` makes them, for overlays to be applied. */
  readonly symbols?: boolean;
}

/** The same for any tree, overlays too. */
export function readTree(input: Uint8Array, { resolve, symbols = false }: Reading): Result<Tree> {
  const kind = detect(input);
  if (!kind.ok) return kind;
  if (kind.value === 'design') return fail('it is a design, not a device tree');
  if (kind.value === 'log') return fail('it is a boot log, not a device tree');
  if (kind.value === 'blob') return readBlob(input);
  return parseText(decode(input) ?? '', { symbols, ...(resolve === undefined ? {} : { resolve }) });
}
