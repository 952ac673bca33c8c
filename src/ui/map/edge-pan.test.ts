import { expect, test } from 'vitest';
import { edgeSpeed } from './edge-pan.ts';

test.each([
  [500, 0],
  [20, 0],
  [980, 0],
  [10, 5],
  [990, -5],
  [-500, 18],
  [1500, -18],
])('a pointer at %s px of 1000 moves the picture by %s px a frame', (x, expected) => {
  expect(edgeSpeed(x, 1000)).toBe(expected);
});
