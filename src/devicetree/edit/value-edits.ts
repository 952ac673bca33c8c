// A property's new bytes, written into its text: the numbers that differ and nothing else, as long as that says it.
import { sameBytesAt } from '../../model/same-bytes.ts';
import { valueText } from '../print/write.ts';
import type { Span } from '../syntax/source.ts';
import { hasDirectives } from './lines.ts';
import type { Group } from './parts.ts';
import type { EditList } from './text-edit.ts';
import { editList } from './value-list.ts';
import { byteText, PartWriter, type ValueChange } from './value-parts.ts';

/** Writes the value; false, and nothing done, when this text cannot say it: preprocessor lines are in the way. */
export function editValue(change: ValueChange, edits: EditList): boolean {
  const { statement, after, groups, page, style } = change;
  const { name, values } = statement;
  const [first] = values;
  const last = values.at(-1);
  const whole = first === undefined || last === undefined ? null : { start: first.start, end: last.end };
  const isWhole = groups?.every(
    (group) => isIn(group, statement) && group.parts.every((part) => isIn(part, group)),
  );
  const parts = new PartWriter(change, edits);
  if (groups !== null && whole !== null && isWhole === true && inPlace(change, groups, parts)) return true;
  if (hasDirectives(page, statement)) return false;
  if (whole === null) edits.insert(name.end, `${style.equals}${valueText(change.written.values, style)}`);
  else if (after.length === 0) edits.remove({ start: name.end, end: statement.end - 1 });
  else if (groups === null || isWhole !== true || !editList(change, groups, parts, edits))
    edits.replace(whole, sameKind(change, page.text));
  return true;
}

const isIn = (inner: Span, outer: Span): boolean => inner.start >= outer.start && inner.end <= outer.end;

/** Every part keeps its place and its size; false, and nothing done, when that cannot say it. */
function inPlace(change: ValueChange, groups: readonly Group[], writer: PartWriter): boolean {
  const { before, after, forced } = change;
  if (before.length !== after.length) return false;
  const parts = groups.flatMap((group) => group.parts);
  const changed = parts.filter(
    ({ offset, size }) => forced.has(offset) || !sameBytesAt(before, after, offset, size),
  );
  const texts = changed.map((part) =>
    writer.partText(part, parts, after.subarray(part.offset, part.offset + part.size)),
  );
  if (texts.includes(null)) return false;
  changed.forEach((part, i) => writer.write(part, texts[i] ?? ''));
  return true;
}

/** The whole value anew: as bytes where it was bytes, as numbers where it was numbers. */
function sameKind({ groups, after, written, style }: ValueChange, text: string): string {
  const [first] = groups ?? [];
  if (first?.kind === 'bytes') return bytesLike(text.slice(first.start, first.end), after);
  if (
    first?.kind === 'cells' &&
    after.length % 4 === 0 &&
    written.values.some(({ kind }) => kind !== 'cells')
  ) {
    const view = new DataView(after.buffer, after.byteOffset, after.length);
    const cells = Array.from({ length: after.length / 4 }, (_, i) => ({ value: view.getUint32(4 * i) }));
    return valueText([{ kind: 'cells', cells }], style);
  }
  return valueText(written.values, style);
}

/** `[ ]` spaced and cased as before. */
function bytesLike(before: string, bytes: Uint8Array): string {
  const upper = /[A-F]/.test(before) && !/[a-f]/.test(before);
  const digits = Array.from(bytes, (byte) => byteText(byte, upper));
  const isSpaced = bytes.length < 2 || /[\da-fA-F]{2}\s/.test(before) || !/[\da-fA-F]{4}/.test(before);
  return `[${digits.join(isSpaced ? ' ' : '')}]`;
}
