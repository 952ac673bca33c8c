// `/memreserve/` lines: numbers changed in place, lines that come and go.
import type { Range } from '../../model/range.ts';
import { hexText } from '../print/style.ts';
import type { Integer } from '../syntax/cst.ts';
import type { Editing } from './editing.ts';
import { linesOf } from './lines.ts';
import { numberLike } from './number.ts';
import { cut } from './removal.ts';

/** Brings the reservations to `wanted`, in order. */
export function editReservations(editing: Editing, wanted: readonly Range[]): void {
  const { document, edits, page, style, inserter } = editing;
  const items = document.syntax.items.filter((item) => item.kind === 'memreserve');
  const isOwn = items.every((item) => editing.isOwn(item));
  const isSame =
    items.length === wanted.length &&
    items.every(
      ({ address, size }, i) => address.value === wanted[i]?.start && size.value === wanted[i]?.size,
    );
  if (isSame) return;
  if (!isOwn) return editing.cannot('the memory reservations are written in an included file');
  const set = (integer: Integer, value: bigint): void => {
    if (integer.value !== value)
      edits.replace(integer, numberLike(page.text.slice(integer.start, integer.end), value, [], style.hex));
  };
  for (const [i, item] of items.entries()) {
    const at = wanted[i];
    if (at === undefined) cut(editing, null, item);
    else {
      set(item.address, at.start);
      set(item.size, at.size);
    }
  }
  const { lineBreak } = inserter;
  const lines = wanted
    .slice(items.length)
    .map(
      ({ start, size }) =>
        `/memreserve/ ${hexText(start, style.hex)} ${hexText(size, style.hex)};${lineBreak}`,
    );
  if (lines.length === 0) return;
  const last = items.at(-1);
  const header = document.syntax.headerEnd;
  const above = linesOf(page, last?.start ?? 0, last ?? { start: 0, end: header });
  const isEnded = page.text[above.end - 1] === '\n';
  edits.insert(
    above.end,
    (isEnded ? '' : lineBreak) + (last === undefined ? lineBreak : '') + lines.join(''),
  );
}
