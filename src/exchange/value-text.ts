// Raw property bytes as device tree source, for properties nobody has told us the form of.
import { cellAt, cellCount, readStrings } from '../model/cells.ts';

/** Properties whose cells are counts; people write these in decimal. */
const COUNTS = /^#.*-cells$|^cpus$|^nr_spis$/;

/** What stands after `name = `; null for an empty value, which is written without `=`. The bytes come back exactly. */
export function valueText(name: string, value: Uint8Array): string | null {
  if (value.length === 0) return null;
  if (COUNTS.test(name) && value.length === 4) return `<${cellAt(value, 0) ?? 0}>`;
  if (looksLikeStrings(value)) return stringsText(value);
  if (value.length % 4 === 0)
    return `<${Array.from({ length: cellCount(value) }, (_, i) => `0x${(cellAt(value, i) ?? 0).toString(16)}`).join(' ')}>`;
  return `[${Array.from(value, (byte) => byte.toString(16).padStart(2, '0')).join(' ')}]`;
}

const isPrintable = (byte: number): boolean => byte >= 0x20 && byte < 0x7f;

/** Terminated, printable, no empty strings: dtc guesses by the same signs. */
function looksLikeStrings(value: Uint8Array): boolean {
  let length = 0;
  for (const byte of value) {
    if (byte === 0 ? length === 0 : !isPrintable(byte)) return false;
    length = byte === 0 ? 0 : length + 1;
  }
  return length === 0;
}

const stringsText = (value: Uint8Array): string =>
  readStrings(value)
    .map((text) => `"${text.replace(/["\\]/g, '\\$&')}"`)
    .join(', ');
