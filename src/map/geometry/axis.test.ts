import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GiB, KiB, MiB, TiB } from '../../model/addr.ts';
import { containsRange, endOf, range, type Range, totalSize } from '../../model/range.ts';
import { holdsFor } from '../../testing/seed.ts';
import { axisEnd, axisStart, brokenAxis, breakLabel, breaksOf, bytesDrawn, linearAxis } from './axis.ts';

const words = (ranges: readonly Range[]) => ranges.map((r) => `${r.start / MiB}-${endOf(r) / MiB}`);

describe('where the axis breaks (MiB)', () => {
  test.each([
    [
      'two banks with 30 GiB between',
      [
        [0n, 2n * GiB],
        [32n * GiB, 2n * GiB],
      ],
      ['0-2048', '32768-34816'],
    ],
    [
      'a short hole stays',
      [
        [0n, 2n * GiB],
        [2n * GiB + 64n * MiB, GiB],
      ],
      ['0-3136'],
    ],
    ['one bank', [[GiB, GiB]], ['1024-2048']],
    [
      'banks that touch',
      [
        [GiB, GiB],
        [2n * GiB, GiB],
      ],
      ['1024-3072'],
    ],
    [
      'a lone page gets room around it',
      [
        [0x900_0000n, 4n * KiB],
        [GiB, 2n * GiB],
        [256n * GiB, GiB],
      ],
      ['0-144', '1024-3072', '262144-263168'],
    ],
    [
      'a lone page far away',
      [
        [GiB, 2n * GiB],
        [TiB, 4n * KiB],
      ],
      ['1024-3072', '1048576-1048640'],
    ],
  ] as [string, [bigint, bigint][], string[]][])('%s', (_name, things, segments) => {
    expect(words(brokenAxis(things.map(([start, size]) => range(start, size))).segments)).toEqual(segments);
  });

  test('nothing at all still has an axis', () => {
    expect(brokenAxis([]).segments).toHaveLength(1);
    expect(linearAxis([]).segments).toHaveLength(1);
  });

  test('hundreds of scattered pages do not become hundreds of breaks', () => {
    const scattered = Array.from({ length: 300 }, (_, i) => range(BigInt(i) * 7n * TiB, 4n * KiB));
    expect(breaksOf(brokenAxis(scattered)).length).toBeLessThanOrEqual(12);
  });
});

const things = fc.array(
  fc
    .tuple(fc.bigInt(0n, 1n << 48n), fc.bigInt(0n, 1n << 40n))
    .map(([start, size]) => range(start & ~0xfffn, size & ~0xfffn)),
  { maxLength: 20 },
);

test('every thing lies whole inside one segment; segments are sorted and never touch', () => {
  holdsFor(
    fc.property(things, (ranges) => {
      const { segments } = brokenAxis(ranges);
      for (const thing of ranges.filter((r) => r.size > 0n))
        expect(segments.some((segment) => containsRange(segment, thing))).toBe(true);
      for (const [i, segment] of segments.entries()) {
        expect(segment.size > 0n).toBe(true);
        expect(endOf(segment) < (segments[i + 1]?.start ?? 1n << 80n)).toBe(true);
      }
    }),
  );
});

test('segments and breaks together are the whole stretch', () => {
  holdsFor(
    fc.property(things, (ranges) => {
      const axis = brokenAxis(ranges);
      expect(bytesDrawn(axis) + totalSize(breaksOf(axis))).toBe(axisEnd(axis) - axisStart(axis));
    }),
  );
});

test.each([
  [30n * GiB, '30 GiB of nothing'],
  [30n * GiB + 512n * MiB, '30.5 GiB of nothing'],
  [30n * GiB + 1n, '≈ 30 GiB of nothing'],
  [1023n * MiB, '1023 MiB of nothing'],
  [4n * KiB, '4 KiB of nothing'],
  [1n << 60n, '1 EiB of nothing'],
])('a break of %s bytes says %s', (size, label) => {
  expect(breakLabel(range(0n, size))).toBe(label);
});
