import { expect, test } from 'vitest';
import { cellAt, isCompatible, numberAt, strings } from './cells.ts';
import { node } from './tree.ts';

test('numbers of any width, exact, and undefined past the end', () => {
  const value = Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0x80, 0, 0, 1, 7);
  expect([cellAt(value, 0), cellAt(value, 1), cellAt(value, 2)]).toEqual([
    0xffff_ffff,
    0x8000_0001,
    undefined,
  ]);
  expect(numberAt(value, 0, 2)).toBe(0xffff_ffff_8000_0001n);
  expect(numberAt(value, 1, 2)).toBeUndefined();
  expect(numberAt(value, 0, 0)).toBe(0n);
});

test.each([
  [['arm,pl011', 'arm,primecell'], 'arm,primecell', true],
  [['arm,pl011', 'arm,primecell'], 'arm,pl01', false],
  [['arm,pl011x'], 'arm,pl011', false],
  [['xen,domain'], 'xen,domain', true],
  [['XEN,Domain'], 'xen,domain', true],
  [['xen,domai\u000e'], 'xen,domain', false],
])('%j is compatible with %s: %s', (list, name, answer) => {
  expect(isCompatible(node('n', [strings('compatible', ...list)]), name)).toBe(answer);
  const unterminated = strings('', ...list).value.slice(0, -1);
  expect(isCompatible(node('n', [{ name: 'compatible', value: unterminated }]), name)).toBe(answer);
});

test('without the property nothing is compatible', () => {
  expect(isCompatible(node('n'), 'xen,domain')).toBe(false);
});
