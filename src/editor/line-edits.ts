// The smallest change of whole lines that turns one text into another, so that an editor keeps its scroll,
// folds and decorations while the text under it is derived anew.

/** Replace lines [from, to) (0-based, half-open, of the text before) by `lines`. */
export interface LineEdit {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

/** Edits in ascending order, disjoint, all counted in the lines of `before`. Equal texts give none. */
export function lineEdits(before: readonly string[], after: readonly string[]): LineEdit[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head += 1;
  let tail = 0;
  while (
    tail < before.length - head &&
    tail < after.length - head &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  )
    tail += 1;

  const gone = before.slice(head, before.length - tail);
  const come = after.slice(head, after.length - tail);
  if (gone.length !== come.length) return [{ from: head, to: head + gone.length, lines: come }];
  // As many lines as before: the usual case of a drag, where a few numbers change in place.
  const edits: LineEdit[] = [];
  for (const [i, line] of come.entries())
    if (line !== gone[i]) edits.push({ from: head + i, to: head + i + 1, lines: [line] });
  return edits;
}
