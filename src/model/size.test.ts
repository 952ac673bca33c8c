import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holdsFor } from '../testing/seed.ts';
import { parseBytes, sizeText } from './size.ts';

test.each([
  ['512M', 0x2000_0000n],
  ['0x2000_0000', 0x2000_0000n],
  ['1.5 GiB', 0x6000_0000n],
  ['2g', 0x8000_0000n],
  ['4096', 4096n],
  ['0x4000_0000 + 16M', 0x4100_0000n],
  ['1G - 4K', 0x3fff_f000n],
  ['+2M', 0x1020_0000n],
  ['-2M', 0xfe0_0000n],
])('reads %s', (text, value) => {
  expect(parseBytes(text, 0x1000_0000n)).toEqual({ ok: true, value });
});

test.each(['', '12Q', '0xg', '1.0001', '--2M', '2M+', '-999G', '0x1ffffffffffffffff', 'x'.repeat(300)])(
  'refuses %s',
  (text) => {
    expect(parseBytes(text, 0n).ok).toBe(false);
  },
);

test.each([
  [0x2000_0000n, '512 MiB'],
  [0x7ff0_0000n, '2047 MiB'],
  [0x6000_0000n, '1.5 GiB'],
  [4097n, '4097 B'],
  [0n, '0 B'],
  [-0x400_0000n, '-64 MiB'],
])('writes %s as %s', (value, text) => {
  expect(sizeText(value)).toBe(text);
});

test('what is written reads back as the same number', () => {
  holdsFor(
    fc.property(fc.bigInt(0n, (1n << 64n) - 1n), (value) => {
      expect(parseBytes(sizeText(value))).toEqual({ ok: true, value });
    }),
  );
});
