import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holdsFor } from '../testing/seed.ts';
import { type LineEdit, lineEdits } from './line-edits.ts';

const split = (text: string): string[] => text.split(' ').filter((word) => word !== '');
const notation = (edit: LineEdit): string => `${edit.from}-${edit.to}:${edit.lines.join(',')}`;

function applied(before: readonly string[], edits: readonly LineEdit[]): string[] {
  const lines = [...before];
  for (const edit of edits.toReversed()) lines.splice(edit.from, edit.to - edit.from, ...edit.lines);
  return lines;
}

test.each<[string, string, string]>([
  ['a b c', 'a b c', ''],
  ['a b c', 'a x c', '1-2:x'],
  ['a b c d', 'x b c y', '0-1:x 3-4:y'],
  ['a c', 'a b c', '1-1:b'],
  ['a b c', 'a c', '1-2:'],
  ['a a a', 'a a', '2-3:'],
  ['', 'a b', '0-0:a,b'],
])('%s → %s', (before, after, expected) => {
  expect(lineEdits(split(before), split(after)).map(notation).join(' ')).toBe(expected);
});

test('the edits make exactly the text after, in order and without overlap', () => {
  const text = fc.array(fc.constantFrom('a', 'b', '{', '}'), { maxLength: 12 });
  holdsFor(
    fc.property(text, text, (before, after) => {
      const edits = lineEdits(before, after);
      expect(applied(before, edits)).toEqual(after);
      for (const [i, edit] of edits.entries())
        expect(edit.from).toBeGreaterThanOrEqual(edits[i - 1]?.to ?? 0);
    }),
  );
});
