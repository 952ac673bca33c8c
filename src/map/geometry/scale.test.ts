import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Addr, GiB, KiB, MiB, TiB } from '../../model/addr.ts';
import { containsAddr, range, type Range } from '../../model/range.ts';
import { holdsFor } from '../../testing/seed.ts';
import { type Axis, axisEnd, axisStart, BREAK_PX, brokenAxis, linearAxis } from './axis.ts';
import {
  addrOf,
  clampViewport,
  extentOf,
  fitViewport,
  framing,
  MIN_BYTES_PER_PX,
  pannedBy,
  pxOf,
  type Scale,
  scaleOf,
  viewportWith,
  zoomedAt,
} from './scale.ts';

const twoBanks = brokenAxis([range(0n, 2n * GiB), range(32n * GiB, 2n * GiB)]);
const WIDTH = 1000;
const fitted = (axis: Axis, width = WIDTH): Scale => scaleOf(axis, fitViewport(axis, width), width);

describe('the whole board', () => {
  const scale = fitted(twoBanks);
  const half = (WIDTH - BREAK_PX) / 2;
  test.each([
    [0n, 0],
    [GiB, half / 2],
    [2n * GiB, half],
    [32n * GiB, half + BREAK_PX],
    [33n * GiB, half + BREAK_PX + half / 2],
    [34n * GiB, WIDTH],
    [17n * GiB, half + BREAK_PX / 2],
  ])('%s is at %s px', (at, px) => {
    expect(pxOf(scale, at as Addr)).toBeCloseTo(px, 6);
  });

  test('both segments have the same scale', () => {
    const width = (r: Range) => extentOf(scale, r)[1] - extentOf(scale, r)[0];
    expect(width(range(0n, MiB))).toBeCloseTo(width(range(33n * GiB, MiB)), 9);
  });
});

const axes = fc.oneof(
  fc.constantFrom(
    twoBanks,
    linearAxis([range(0n, TiB)]),
    brokenAxis([range(GiB, TiB), range(64n * TiB, 4n * KiB)]),
  ),
  fc
    .array(fc.tuple(fc.bigInt(0n, 1n << 36n), fc.bigInt(1n, 1n << 28n)), { minLength: 1, maxLength: 12 })
    .map((list) => brokenAxis(list.map(([start, size]) => range(start << 12n, size << 12n)))),
);

/** A view of an axis and a share of its width. */
const views = fc
  .tuple(axes, fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([axis, zoom, place]) => {
    const fit = fitViewport(axis, WIDTH);
    const bytesPerPx = fit.bytesPerPx * (MIN_BYTES_PER_PX / fit.bytesPerPx) ** zoom;
    const overview = fitted(axis);
    return scaleOf(axis, viewportWith(axis, addrOf(overview, place * WIDTH), 300, bytesPerPx, WIDTH), WIDTH);
  });
const pixels = fc.double({ min: 0, max: WIDTH, noNaN: true });
const inSegment = (scale: Scale, at: Addr) => scale.axis.segments.some((s) => containsAddr(s, at));

test('px and back is exact to the byte at every zoom, in view', () => {
  holdsFor(
    fc.property(views, pixels, (scale, px) => {
      const at = addrOf(scale, px);
      fc.pre(inSegment(scale, at));
      expect(addrOf(scale, pxOf(scale, at))).toBe(at);
    }),
    1000,
  );
});

test('an address to px and back is within a rounded byte of the pixel', () => {
  holdsFor(
    fc.property(views, pixels, (scale, px) => {
      const at = addrOf(scale, px);
      fc.pre(inSegment(scale, at));
      expect(Math.abs(pxOf(scale, at) - px)).toBeLessThanOrEqual(0.5 / scale.viewport.bytesPerPx + 1e-6);
    }),
  );
});

test('px grows with the address', () => {
  holdsFor(
    fc.property(views, fc.bigInt(0n, 1n << 50n), fc.bigInt(1n, 1n << 50n), (scale, a, more) => {
      expect(pxOf(scale, a as Addr)).toBeLessThanOrEqual(pxOf(scale, (a + more) as Addr));
    }),
  );
});

test('a page of a 1 TiB board is 256 px wide and each byte has its place', () => {
  const axis = linearAxis([range(0n, TiB)]);
  const at = (TiB - 8n * KiB) as Addr;
  const scale = scaleOf(axis, viewportWith(axis, at, 100, MIN_BYTES_PER_PX, WIDTH), WIDTH);
  const [x0, x1] = extentOf(scale, range(at, 4n * KiB));
  expect(x1 - x0).toBe(256);
  for (let i = 0n; i < 64n; i += 1n) expect(addrOf(scale, pxOf(scale, (at + i) as Addr))).toBe(at + i);
});

test('zooming keeps the address under the pointer', () => {
  holdsFor(
    fc.property(
      views,
      fc.double({ min: 200, max: 800, noNaN: true }),
      fc.double({ min: 1, max: 8, noNaN: true }),
      (scale, px, factor) => {
        const before = addrOf(scale, px);
        fc.pre(inSegment(scale, before));
        const after = scaleOf(scale.axis, zoomedAt(scale, px, factor), WIDTH);
        const moved = Math.abs(pxOf(after, before) - px);
        const atAnEdge =
          after.viewport.start === axisStart(after.axis) || pxOf(after, axisEnd(after.axis)) <= WIDTH + 0.5;
        expect(atAnEdge || moved < 1).toBe(true);
      },
    ),
  );
});

test('panning there and back is where it was, unless an end was in the way', () => {
  holdsFor(
    fc.property(views, fc.double({ min: -400, max: 400, noNaN: true }), (scale, dx) => {
      const there = scaleOf(scale.axis, pannedBy(scale, dx), WIDTH);
      const at = addrOf(scale, 500);
      const moved = pxOf(there, at) - pxOf(scale, at);
      const back = scaleOf(scale.axis, pannedBy(there, -moved), WIDTH);
      expect(Math.abs(pxOf(back, at) - pxOf(scale, at))).toBeLessThan(0.5);
    }),
  );
});

test('a clamped view shows nothing beyond the axis, and clamping again changes nothing', () => {
  holdsFor(
    fc.property(
      axes,
      fc.bigInt(0n, 1n << 52n),
      fc.double({ min: 0.1, max: 2 ** 45, noNaN: true }),
      (axis, start, bytesPerPx) => {
        const view = clampViewport(axis, { start: start as Addr, bytesPerPx }, WIDTH);
        const scale = scaleOf(axis, view, WIDTH);
        expect(pxOf(scale, axisStart(axis))).toBeLessThanOrEqual(0.01);
        const shortAxis = fitViewport(axis, WIDTH).bytesPerPx === MIN_BYTES_PER_PX;
        expect(pxOf(scale, axisEnd(axis))).toBeGreaterThan(shortAxis ? 0 : WIDTH - 1);
        expect(clampViewport(axis, view, WIDTH)).toEqual(view);
      },
    ),
  );
});

test('framing shows the whole range', () => {
  holdsFor(
    fc.property(views, pixels, pixels, (scale, a, b) => {
      const [from, to] = [addrOf(scale, Math.min(a, b)), addrOf(scale, Math.max(a, b))];
      fc.pre(to > from);
      const view = scaleOf(scale.axis, framing(scale.axis, range(from, to - from), WIDTH), WIDTH);
      expect(pxOf(view, from)).toBeGreaterThanOrEqual(-1);
      expect(pxOf(view, to)).toBeLessThanOrEqual(WIDTH + 1);
    }),
  );
});
