import { expect, test } from 'vitest';
import { ribbonPaths, ribbonVisible, zigzag } from './ribbons.ts';

test('1:1 is straight: every x of the path is one of two', () => {
  const { area } = ribbonPaths({ host: [10, 20], guest: [10, 20], y0: 0, y1: 100 });
  const xs = [...area.matchAll(/(-?\d+\.\d) -?\d+\.\d/g)].map((m) => Number(m[1]));
  expect(new Set(xs)).toEqual(new Set([10, 20]));
});

test('a bend leaves and arrives upright', () => {
  expect(ribbonPaths({ host: [0, 10], guest: [100, 110], y0: 0, y1: 40 }).edges).toBe(
    'M0.0 0.0C0.0 20.0 100.0 20.0 100.0 40.0M10.0 0.0C10.0 20.0 110.0 20.0 110.0 40.0',
  );
});

test.each([
  ['both ends left of the picture', [-20, -10], [-40, -30], false],
  ['one end in it', [-20, -10], [5, 15], true],
  ['passing through', [-20, -10], [500, 510], true],
] as const)('visible: %s', (_name, host, guest, expected) => {
  expect(ribbonVisible({ host, guest, y0: 0, y1: 10 }, 100)).toBe(expected);
});

test('a zigzag stays within 3 px of its line', () => {
  expect(zigzag(50, 0, 28)).toBe('M47,0L53,14L47,28');
});
