// What a fix would write, in words: the button's, and line by line.
import { cellAt, cellCount, readStrings } from '../model/cells.ts';
import { hex } from '../model/addr.ts';
import type { TreeEdit } from '../model/tree-edit.ts';

type Fix = readonly TreeEdit[];

/** `Rename to xen,static-mem`, `Write compatible right`. */
export function fixTitle([first, ...more]: Fix): string {
  if (first === undefined) return '';
  const words = first.kind === 'rename' ? `Rename to ${first.to}` : `Write ${first.property} right`;
  return more.length === 0 ? words : `${words}, and ${more.length} more`;
}

/** Every change on a line of its own. */
export const fixLines = (fix: Fix): string =>
  fix
    .map((edit) =>
      edit.kind === 'rename'
        ? `${edit.path}: ${edit.property} becomes ${edit.to}`
        : `${edit.path}: ${edit.property}${valueText(edit.value)}`,
    )
    .join('\n');

function valueText(value: Uint8Array): string {
  if (value.length === 0) return '';
  const isText = value.at(-1) === 0 && value.every((byte) => byte === 0 || (byte >= 0x20 && byte < 0x7f));
  if (isText && value.length > 1)
    return ` = ${readStrings(value)
      .map((text) => `"${text}"`)
      .join(', ')}`;
  const cells = Array.from({ length: cellCount(value) }, (_, i) => hex(BigInt(cellAt(value, i) ?? 0)));
  return ` = <${cells.join(' ')}>`;
}
