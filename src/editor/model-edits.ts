// A text derived anew, as edits of the editor's text: only what differs is replaced, so that caret, scroll, folds and
// decorations stay where they were.
import { lineEdits } from './line-edits.ts';
import type { Position } from './text-lines.ts';

export interface ModelEdit {
  readonly from: Position;
  readonly to: Position;
  readonly text: string;
}

/** What differs between two lines: how much both begin with and end with. */
function common(before: string, after: string): { readonly head: number; readonly tail: number } {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < most - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  return { head, tail };
}

/** The edits that turn some lines into others, in order and disjoint. */
export const modelEdits = (before: readonly string[], after: readonly string[]): ModelEdit[] =>
  lineEdits(before, after).map(({ from, to, lines }) => {
    const [old = ''] = before.slice(from, to);
    const [line] = lines;
    if (to - from === 1 && lines.length === 1 && line !== undefined) {
      const { head, tail } = common(old, line);
      return {
        from: { line: to, column: head + 1 },
        to: { line: to, column: old.length - tail + 1 },
        text: line.slice(head, line.length - tail),
      };
    }
    // Whole lines, with the line break that belongs to them: the one after, or the one before at the end.
    if (to < before.length)
      return {
        from: { line: from + 1, column: 1 },
        to: { line: to + 1, column: 1 },
        text: lines.map((one) => `${one}\n`).join(''),
      };
    const end = { line: before.length, column: (before.at(-1) ?? '').length + 1 };
    return from === 0
      ? { from: { line: 1, column: 1 }, to: end, text: lines.join('\n') }
      : {
          from: { line: from, column: (before[from - 1] ?? '').length + 1 },
          to: end,
          text: lines.map((one) => `\n${one}`).join(''),
        };
  });
