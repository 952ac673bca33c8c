import { expect, it } from 'vitest';
import { parseColors } from './colors.ts';

it.each([
  ['0', [0]],
  ['0,2-4,15', [0, 2, 3, 4, 15]],
  ['0x10,010', [16, 8]],
  ['4,', [4]],
  ['', []],
])('reads %s', (text, colors) => {
  expect(parseColors(text, 16, true)).toEqual({ colors, isSound: true });
});

it.each(['x', '1,x', '3-1', '1-', '0 1', '128', '0-16', '08'])('does not read %s', (text) => {
  expect(parseColors(text, 16, true)).toEqual({ colors: [], isSound: false });
});

it('takes what is no number for 0 in older releases, and keeps what was read before an error', () => {
  expect(parseColors('1,x', 16, false)).toEqual({ colors: [1, 0], isSound: false });
  expect(parseColors('5-', 16, false)).toEqual({ colors: [], isSound: false });
});
