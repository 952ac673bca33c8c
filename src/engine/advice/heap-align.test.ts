import { expect, test } from 'vitest';
import { advised, messagesOf } from '../../testing/advised.ts';
import { domU, wide } from '../refusals/example-text.ts';

const ID = 'heap-align';
const said = (...banks: readonly number[]) =>
  messagesOf(advised(`xen,static-heap = ${wide(...banks)}; ${domU()}`), ID);

test.each([
  ['aligned', [0x50000000, 0x8000000], 0],
  ['an odd start', [0x50001000, 0x8000000], 1],
  ['an odd size', [0x50000000, 0x8001000], 1],
  ['two odd banks are one remark', [0x50001000, 0x1000000, 0x58001000, 0x1000000], 1],
])('%s', (_, banks, count) => {
  expect(said(...banks)).toHaveLength(count);
});

test('names the first, and how many there are', () => {
  expect(said(0x50000000, 0x1000000, 0x52001000, 0x1000000, 0x58001000, 0x1000000)[0]).toMatch(
    /^Static heap bank 1 \(and 1 more\), 16 MiB at 0x5200_1000, does not start and end at a multiple of 64 KiB/,
  );
});
