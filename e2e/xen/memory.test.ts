import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holdsFor } from '../../src/testing/seed.ts';
import { freePlace, type Piece, settle, splitAt } from './memory.mjs';

const piece = (name: string, start: number, text: string, size = text.length): Piece => ({
  name,
  start: BigInt(start),
  size: BigInt(size),
  data: Buffer.from(text),
});

/** The first bytes of RAM as text, `.` where nothing was put. */
function picture(pieces: Piece[]): string {
  const ram = Buffer.alloc(16, '.');
  for (const { start, size, data } of pieces) {
    ram.fill(0, Number(start), Number(start + size));
    data.copy(ram, Number(start));
  }
  return ram.toString().replaceAll('\0', '0');
}

test.each([
  ['apart', [piece('a', 0, 'aa'), piece('b', 4, 'bb')], 'aa..bb..........'],
  ['over the end', [piece('a', 0, 'aaaa'), piece('b', 2, 'bbbb')], 'aabbbb..........'],
  ['over the start', [piece('a', 2, 'aaaa'), piece('b', 0, 'bbbb')], 'bbbbaa..........'],
  ['into the middle', [piece('a', 0, 'aaaaaa'), piece('b', 2, 'bb')], 'aabbaa..........'],
  ['over all of it', [piece('a', 2, 'aa'), piece('b', 0, 'bbbbbb')], 'bbbbbb..........'],
  ['padding counts', [piece('a', 2, 'aaaa'), piece('b', 0, 'b', 4)], 'b000aa..........'],
])('a later piece lies %s', (_, pieces, expected) => {
  expect(picture(settle(pieces))).toBe(expected);
});

test('settled pieces are disjoint and leave the bytes that loading one after the other leaves', () => {
  const anyPiece = fc
    .record({ start: fc.nat(12), text: fc.stringMatching(/^[a-z]{0,4}$/), pad: fc.nat(3) })
    .map(({ start, text, pad }) => piece('p', start, text, Math.min(text.length + pad, 16 - start)))
    .map((p) => ({ ...p, data: p.data.subarray(0, Number(p.size)) }));
  holdsFor(
    fc.property(fc.array(anyPiece, { maxLength: 6 }), (pieces) => {
      const settled = settle(pieces);
      expect(picture(settled)).toBe(picture(pieces));
      const sorted = settled.toSorted((a, b) => Number(a.start - b.start));
      for (const [index, next] of sorted.slice(1).entries()) {
        const before = sorted[index];
        expect(before && before.start + before.size <= next.start).toBe(true);
      }
    }),
  );
});

test('below the line zeros are written out, above it they are left to the machine', () => {
  const { below, above } = splitAt([piece('a', 0, 'abcdef', 8), piece('b', 12, 'x', 4)], 4n);
  expect(below.map(({ start, data }) => [start, data.toString()])).toEqual([[0n, 'abcd']]);
  expect(above.map(({ start, data }) => [start, data.toString()])).toEqual([
    [4n, 'ef'],
    [12n, 'x'],
  ]);
  expect(splitAt([piece('a', 0, 'a', 8)], 4n)).toEqual({
    below: [{ start: 0n, data: Buffer.from('a\0\0\0') }],
    above: [],
  });
});

test('a free place is the highest page that nothing touches', () => {
  const ram = [{ start: 0x1000n, size: 0x4000n }];
  expect(freePlace(0x1000n, ram, [])).toBe(0x4000n);
  expect(freePlace(0x1000n, ram, [{ start: 0x4800n, size: 1n }])).toBe(0x3000n);
  expect(
    freePlace(0x1000n, ram, [
      { start: 0x2000n, size: 0x3000n },
      { start: 0x4fffn, size: 1n },
    ]),
  ).toBe(0x1000n);
  expect(freePlace(0x1000n, ram, [{ start: 0n, size: 0x5000n }])).toBeNull();
});
