import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holdsFor } from '../testing/seed.ts';
import { linesOf, TextLines } from './text-lines.ts';

test('positions count from 1, and what lies beyond is the end', () => {
  const lines = new TextLines('ab\r\nc\n\nd');
  expect(lines.count).toBe(4);
  expect([0, 2, 3, 4, 6, 7].map((offset) => lines.positionAt(offset))).toEqual([
    { line: 1, column: 1 },
    { line: 1, column: 3 },
    { line: 1, column: 3 },
    { line: 2, column: 1 },
    { line: 3, column: 1 },
    { line: 4, column: 1 },
  ]);
  expect(lines.offsetAt({ line: 1, column: 99 })).toBe(2);
  expect(lines.offsetAt({ line: 99, column: 1 })).toBe(7);
});

test('every place outside of a line’s end is found again, and the lines are those of the text', () => {
  const text = fc.array(fc.constantFrom('a', '{', '\t', '\n', '\r\n', '\r')).map((parts) => parts.join(''));
  holdsFor(
    fc.property(text, (given) => {
      const lines = new TextLines(given);
      expect(lines.count).toBe(linesOf(given).length);
      for (let offset = 0; offset <= given.length; offset += 1) {
        if (given[offset] === '\n' && given[offset - 1] === '\r') continue;
        expect(lines.offsetAt(lines.positionAt(offset))).toBe(offset);
      }
    }),
  );
});
