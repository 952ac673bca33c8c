import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyEdits } from '../devicetree/edit/text-edit.ts';
import { holdsFor } from '../testing/seed.ts';
import { modelEdits } from './model-edits.ts';
import { TextLines } from './text-lines.ts';

const applied = (before: readonly string[], after: readonly string[]): string => {
  const lines = new TextLines(before.join('\n'));
  return applyEdits(
    lines.text,
    modelEdits(before, after).map(({ from, to, text }) => lines.edit(from, to, text)),
  );
};

test('of a line that changed only what differs is replaced', () => {
  expect(modelEdits(['a', 'x = <0x10 0x20>;', 'b'], ['a', 'x = <0x18 0x20>;', 'b'])).toEqual([
    { from: { line: 2, column: 9 }, to: { line: 2, column: 10 }, text: '8' },
  ]);
});

test('the edits make exactly the text after', () => {
  const text = fc.array(fc.constantFrom('', 'a', 'b', 'ab', '{'), { minLength: 1, maxLength: 8 });
  holdsFor(
    fc.property(text, text, (before, after) => {
      expect(applied(before, after)).toBe(after.join('\n'));
    }),
  );
});
