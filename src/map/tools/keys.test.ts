import { expect, test } from 'vitest';
import { bytes } from '../../model/addr.ts';
import { range } from '../../model/range.ts';
import type { Block } from '../geometry/scene.ts';
import { nudged, nudgedEdge } from './keys.ts';

const block = (start: bigint, size: bigint, grip: Block['grip'] = 'resizes'): Block => ({
  key: 'b',
  ids: [],
  kind: 'bank',
  range: range(start, size),
  owner: 'dom-0',
  label: '',
  name: '',
  grip,
  odd: false,
});
const grid = bytes(0x20_0000n);
/** `Shift+Alt+ArrowRight`. */
const key = (text: string) => ({
  key: text.split('+').at(-1) ?? '',
  shift: text.includes('Shift'),
  alt: text.includes('Alt'),
});
const hex = (r: { start: bigint; size: bigint } | null) =>
  r === null ? null : `${r.start.toString(16)}+${r.size.toString(16)}`;

test.each([
  ['ArrowRight', '40200000+1000000'],
  ['ArrowLeft', '3fe00000+1000000'],
  ['Shift+ArrowRight', '42000000+1000000'],
  ['PageUp', '60000000+1000000'],
  ['PageDown', '20000000+1000000'],
  ['Alt+ArrowRight', '40000000+1200000'],
  ['Alt+ArrowLeft', '40000000+e00000'],
  ['Shift+Alt+ArrowLeft', '40000000+1000'],
  ['a', null],
])('%s takes 40000000+1000000 to %s', (text, expected) => {
  expect(hex(nudged(block(0x4000_0000n, 0x100_0000n), key(text), grid))).toBe(expected);
});

test.each([
  ['ArrowRight', '40200000+1000'],
  ['ArrowLeft', '40000000+1000'],
])('off the grid, %s goes to the next multiple: %s', (text, expected) => {
  expect(hex(nudged(block(0x4010_0000n, 0x1000n), key(text), grid))).toBe(expected);
});

test('never below address 0', () => {
  expect(hex(nudged(block(0x10_0000n, 0x1000n), key('Shift+ArrowLeft'), grid))).toBe('0+1000');
});

test('what does not resize only moves; what does not move stays', () => {
  expect(nudged(block(0n, 0x1000n, 'moves'), key('Alt+ArrowRight'), grid)).toBeNull();
  expect(nudged(block(0n, 0x1000n, 'fixed'), key('ArrowRight'), grid)).toBeNull();
});

test.each([
  ['start', 'ArrowRight', '40200000+e00000'],
  ['start', 'ArrowLeft', '3fe00000+1200000'],
  ['start', 'PageUp', '40fff000+1000'],
  ['end', 'ArrowRight', '40000000+1200000'],
  ['end', 'PageDown', '40000000+1000'],
] as const)('the %s handle by %s: %s', (edge, text, expected) => {
  expect(hex(nudgedEdge(block(0x4000_0000n, 0x100_0000n), edge, key(text), grid))).toBe(expected);
});
