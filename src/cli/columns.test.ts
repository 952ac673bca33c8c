import { expect, test } from 'vitest';
import { columns, printable, span, wrap } from './columns.ts';

test('columns are as wide as their widest cell', () => {
  expect(
    columns(
      [
        ['a', 'long cell', 'x'],
        ['bbb', '', 'y'],
        ['c', 'end'],
      ],
      '  ',
    ),
  ).toEqual(['  a    long cell  x', '  bbb             y', '  c    end']);
  expect(columns([])).toEqual([]);
});

test('sentences break at spaces only', () => {
  expect(wrap('one two  three\nfour', '> ', 10)).toEqual(['> one two', '> three', '> four']);
  expect(wrap('a-very-long-word b', '', 5)).toEqual(['a-very-long-word', 'b']);
  expect(wrap('  ')).toEqual([]);
});

test('names from strangers cannot steer the terminal', () => {
  expect(printable('domU\u001b[31m\n\u202e1')).toBe('domU\ufffd[31m\ufffd\ufffd1');
  expect(printable('größe 1')).toBe('größe 1');
});

test('a span ends where the next begins', () => {
  expect(span(0x4000_0000n, 0x1000n)).toBe('0x40000000-0x40001000');
});
