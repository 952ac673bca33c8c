import { expect, test } from 'vitest';
import { crowdOf, MANY_RIBBONS, ribbonArea, ribbonEdges, ribbonVisible, zigzag } from './ribbons.ts';

test('1:1 is straight: every x of the path is one of two', () => {
  const area = ribbonArea({ host: [10, 20], guest: [10, 20], y0: 0, y1: 100 });
  const xs = [...area.matchAll(/(-?\d+(?:\.\d)?) -?\d+/g)].map((m) => Number(m[1]));
  expect(new Set(xs)).toEqual(new Set([10, 20]));
});

test('a bend leaves and arrives upright', () => {
  expect(ribbonEdges({ host: [0, 10], guest: [100, 110], y0: 0, y1: 40 })).toBe(
    'M0 0C0 20 100 20 100 40M10 0C10 20 110 20 110 40',
  );
});

test.each([
  ['both ends left of the picture', [-20, -10], [-40, -30], false],
  ['one end in it', [-20, -10], [5, 15], true],
  ['passing through', [-20, -10], [500, 510], true],
] as const)('visible: %s', (_name, host, guest, expected) => {
  expect(ribbonVisible({ host, guest, y0: 0, y1: 10 }, 100)).toBe(expected);
});

const ribbons = (count: number, hostPx: number, guestPx: number) =>
  Array.from({ length: count }, (_, i) => ({
    host: [i * 8, i * 8 + hostPx] as const,
    guest: [i * 4, i * 4 + guestPx] as const,
    y0: 0,
    y1: 10,
  }));

test.each([
  [MANY_RIBBONS, MANY_RIBBONS, 0],
  [MANY_RIBBONS + 1, 0, 17],
  [250, 0, 32],
])('of %i hairs, %i are drawn each and %i runs', (count, single, runs) => {
  const crowd = crowdOf(ribbons(count, 1, 0.5));
  expect([crowd.single.length, crowd.runs.length]).toEqual([single, runs]);
});

test('a run is the area around its hairs', () => {
  expect(crowdOf(ribbons(33, 1, 0.5)).runs[0]).toEqual({ host: [0, 9], guest: [0, 4.5], y0: 0, y1: 10 });
});

test('a ribbon wide enough to be seen is never joined', () => {
  expect(crowdOf(ribbons(100, 4, 4)).single).toHaveLength(100);
});

test('a zigzag stays within 3 px of its line', () => {
  expect(zigzag(50, 0, 28)).toBe('M47,0L53,14L47,28');
});
