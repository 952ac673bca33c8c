import { expect, test } from 'vitest';
import { boxPath, roundedBoxPath, tornBoxPath, writeBox } from './boxes.ts';
import { Pen } from './pen.ts';

test('a box is written in tenths of a px, clockwise from its corner, and closed', () => {
  expect(boxPath(10, 13.04, 3, 24)).toBe('M100 30H130v240H100z');
});

test.each([
  [10, 13.04, 3, 24],
  [-1, 2.449, 100.5, 33],
  [0.04, 1001, 0, 12.25],
])('written or told, it is the same: %d to %d', (x0, x1, y, height) => {
  const pen = new Pen();
  writeBox(pen, x0, x1, y, height);
  expect(pen.take()).toBe(boxPath(x0, x1, y, height));
});

test.each([
  [
    'three px of it',
    [10, 30, 0, 24],
    'M130 0H270a30 30 0 0 1 30 30V210a30 30 0 0 1 -30 30H130a30 30 0 0 1 -30 -30V30a30 30 0 0 1 30 -30z',
  ],
  [
    'half its width',
    [10, 12, 0, 24],
    'M110 0H110a10 10 0 0 1 10 10V230a10 10 0 0 1 -10 10H110a10 10 0 0 1 -10 -10V10a10 10 0 0 1 10 -10z',
  ],
] as const)('a corner is round: %s', (_name, [x0, x1, y, height], path) => {
  expect(roundedBoxPath(x0, x1, y, height)).toBe(path);
});

test('a torn edge has a tooth for every 6 px and ends at the height of the box', () => {
  const path = tornBoxPath(0, 3, 0, 24);
  expect(path).toBe('M0 0H45l-20 30l20 30l-20 30l20 30l-20 30l20 30l-20 30l20 30H0z');
  expect(tornBoxPath(0.5, 3, 1, 24, 1)).toBe('M0.5 1H4.5l-2 3l2 3l-2 3l2 3l-2 3l2 3l-2 3l2 3H0.5z');
  expect([...path.matchAll(/l-?20 (\d+)/g)].reduce((sum, [, dy]) => sum + Number(dy), 0)).toBe(240);
});
