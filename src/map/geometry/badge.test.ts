import { expect, test } from 'vitest';
import { badgeAt } from './badge.ts';

const WORDS = 'ten chars…';
/** 60 px of words, 80 of plate. */
const at = (px: number, words = WORDS, widthPx = 1000) =>
  badgeAt(px, words, widthPx, (text, face) => text.length * (face === 'label' ? 6 : 1000));

test('words in the middle of their plate, under them a line down to the lanes', () => {
  expect(at(500.5)).toEqual({
    text: WORDS,
    x: 500.5,
    y: 31,
    plate: { x: 460.5, y: 18, width: 80, height: 18, rx: 4 },
    line: 'M500.5 18V38',
  });
});

test.each([
  ['at the left edge', 10, 0],
  ['left of the picture', -300, 0],
  ['at the right edge', 995, 920],
  ['right of the picture', 5000, 920],
])('the plate stays in the picture, the line is where it is: %s', (_, px, x) => {
  const { plate, line, x: middle } = at(px);
  expect([plate.x, plate.width, middle, line]).toEqual([x, 80, x + 40, `M${px} 18V38`]);
});

test('words too long for the picture are shortened; in none there are none', () => {
  expect(at(50, WORDS, 70)).toMatchObject({ text: 'ten cha…', plate: { x: 2, width: 68 } });
  expect(at(5, WORDS, 10)).toMatchObject({ text: '', plate: { x: 0, width: 20 } });
});
