import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holdsFor } from '../testing/seed.ts';
import { IMAGE_HEADER_BYTES, readImageHeader } from './image-header.ts';

/** 64 bytes, zero but for the given ones, written as hex from an offset. */
function header(...parts: readonly (readonly [at: number, hex: string])[]): Uint8Array {
  const out = new Uint8Array(IMAGE_HEADER_BYTES);
  for (const [at, hex] of parts) out.set(Buffer.from(hex.replaceAll(' ', ''), 'hex'), at);
  return out;
}

const ARM64 = [56, '41524d64'] as const;

test.each([
  [
    'an arm64 Image, little-endian fields',
    header(ARM64, [8, '0000080000000000'], [16, '0000e80100000000'], [24, '0a00000000000000']),
    { kind: 'Image', textOffset: 0x8_0000n, imageSize: 0x1e8_0000n, flags: 0xan },
  ],
  [
    'an Image whose size needs more than 32 bits',
    header(ARM64, [16, '0000000001000000']),
    { kind: 'Image', textOffset: 0n, imageSize: 0x1_0000_0000n, flags: 0n },
  ],
  [
    'a 32-bit zImage',
    header([36, '18286f01'], [40, '00000000'], [44, '78563412']),
    { kind: 'zImage', start: 0n, end: 0x1234_5678n },
  ],
  [
    'a uImage, big-endian fields',
    header([0, '27051956'], [12, '00010000'], [16, '40080000'], [20, '40080040']),
    { kind: 'uImage', load: 0x4008_0000n, entry: 0x4008_0040n, dataSize: 0x1_0000n },
  ],
  ['gzip', header([0, '1f8b0800']), { kind: 'gzip' }],
  ['an ELF file', header([0, '7f454c46']), { kind: 'unknown' }],
  ['an empty file', new Uint8Array(), { kind: 'unknown' }],
  ['a uImage cut short', header([0, '27051956']).subarray(0, 40), { kind: 'unknown' }],
  ['a zImage cut short', header([36, '18286f01']).subarray(0, 44), { kind: 'unknown' }],
])('%s', (_name, head, facts) => {
  expect(readImageHeader(head)).toEqual(facts);
});

test('a header inside a larger buffer is read from its own start', () => {
  const file = new Uint8Array(200);
  file.set(header(ARM64, [16, '0010000000000000']), 100);
  expect(readImageHeader(file.subarray(100))).toMatchObject({ kind: 'Image', imageSize: 0x1000n });
});

test('any bytes give an answer', () => {
  holdsFor(
    fc.property(fc.uint8Array({ maxLength: 80 }), (head) => {
      expect(['Image', 'zImage', 'uImage', 'gzip', 'unknown']).toContain(readImageHeader(head).kind);
    }),
  );
});
