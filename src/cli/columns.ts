// Text laid out for a terminal: aligned columns and wrapped sentences, without colour.
import { hex } from '../model/addr.ts';

/** `0x40000000-0xc0000000`: the end is exclusive, as where Xen prints banks. */
export const span = (start: bigint, size: bigint): string => `${hex(start)}-${hex(start + size)}`;

/** Rows as lines, every column as wide as its widest cell, two spaces between. */
export function columns(rows: readonly (readonly string[])[], indent = ''): string[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, i) =>
    Math.max(...rows.map((row) => (row[i] ?? '').length)),
  );
  return rows.map((row) => (indent + row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')).trimEnd());
}

/** `text` broken at spaces into lines of at most `limit` characters where words allow, each after `indent`. */
export function wrap(text: string, indent = '', limit = 100): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    if (line !== '' && indent.length + line.length + 1 + word.length > limit) {
      lines.push(indent + line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, indent + line];
}

/** Printable text only: file and node names come from strangers, and control characters would steer a terminal. */
export const printable = (text: string): string =>
  // eslint-disable-next-line no-control-regex
  text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');

/** What people call a FILE of the command line. */
export const fileLabel = (file: string): string => (file === '-' ? 'standard input' : printable(file));

/** Puts an empty line between texts: before each but the first it is given. */
export function separator(): (text: string) => string {
  let first = true;
  return (text) => {
    const separated = first ? text : `\n${text}`;
    first = false;
    return separated;
  };
}
