import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GiB, KiB, MiB } from '../../model/addr.ts';
import { byStart, range } from '../../model/range.ts';
import { holdsFor } from '../../testing/seed.ts';
import { brokenAxis } from './axis.ts';
import { cull, LEAST_PX } from './cull.ts';
import { extentOf, fitViewport, scaleOf, viewportWith } from './scale.ts';
import type { Block } from './scene.ts';

const block = (start: bigint, size: bigint, key = `${start}`): Block => ({
  key,
  ids: [],
  kind: 'bank',
  range: range(start, size),
  owner: 'dom-0',
  label: key,
  name: key,
  grip: 'resizes',
  pinned: false,
  odd: false,
});
const axis = brokenAxis([range(0n, 64n * GiB)]);
const whole = scaleOf(axis, fitViewport(axis, 1000), 1000);

test('a page beside 64 GiB is drawn, wider than it is, and says so', () => {
  const [drawn] = cull([block(GiB, 4n * KiB)], whole);
  expect(drawn).toMatchObject({ toScale: false });
  expect((drawn?.x1 ?? 0) - (drawn?.x0 ?? 0)).toBe(LEAST_PX);
});

test('neighbours too thin to tell apart become one; what is selected stays itself', () => {
  const pages = Array.from({ length: 50 }, (_, i) => block(GiB + BigInt(i) * 8n * KiB, 4n * KiB, `p${i}`));
  expect(cull(pages, whole)).toHaveLength(1);
  expect(cull(pages, whole, ({ key }) => key === 'p7').map((d) => d.blocks.length)).toEqual([7, 1, 42]);
});

test('thin blocks apart from each other stay apart', () => {
  expect(cull([block(GiB, MiB), block(3n * GiB, MiB)], whole)).toHaveLength(2);
});

test('totals: every block is drawn once or lies out of view; order stays; coordinates stay near the picture', () => {
  holdsFor(
    fc.property(
      fc.array(fc.tuple(fc.bigInt(0n, 1n << 24n), fc.bigInt(1n, 1n << 14n)), { maxLength: 60 }),
      fc.bigInt(0n, 1n << 36n),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (list, at, zoom) => {
        const blocks = list
          .map(([start, size], i) => block(start << 12n, size << 12n, `b${i}`))
          .toSorted((a, b) => byStart(a.range, b.range));
        const fit = fitViewport(axis, 1000).bytesPerPx;
        const scale = scaleOf(
          axis,
          viewportWith(axis, at as never, 500, fit * (16 / fit) ** zoom, 1000),
          1000,
        );
        const drawn = cull(blocks, scale);
        const shown = drawn.flatMap((d) => d.blocks);
        const inView = blocks.filter((b) => {
          const [x0, x1] = extentOf(scale, b.range);
          return x1 >= 0 && x0 <= 1000;
        });
        expect(shown).toEqual(inView);
        for (const { x0, x1 } of drawn) {
          expect(x0).toBeGreaterThanOrEqual(-1);
          expect(x1).toBeLessThanOrEqual(1001);
          expect(x1).toBeGreaterThanOrEqual(x0);
        }
      },
    ),
  );
});
