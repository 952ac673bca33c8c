import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GiB, MiB } from '../../model/addr.ts';
import { range } from '../../model/range.ts';
import { holdsFor } from '../../testing/seed.ts';
import { brokenAxis } from './axis.ts';
import { fitViewport, scaleOf, viewportWith } from './scale.ts';
import { type Tick, ticksOf } from './ticks.ts';

const width = (label: string): number => label.length * 6.5;
const twoBanks = brokenAxis([range(0n, 2n * GiB), range(32n * GiB, 2n * GiB)]);
const labels = (ticks: readonly Tick[]) => ticks.flatMap(({ label }) => label ?? []);

test('the whole board: both banks start with a label, round steps between', () => {
  expect(labels(ticksOf(scaleOf(twoBanks, fitViewport(twoBanks, 1000), 1000), width))).toEqual([
    '0x0',
    '0x2000_0000',
    '0x4000_0000',
    '0x6000_0000',
    '0x8_0000_0000',
    '0x8_2000_0000',
    '0x8_4000_0000',
    '0x8_6000_0000',
  ]);
});

test('a bank that does not start on a round address still names its start', () => {
  const axis = brokenAxis([range(0x4010_0000n, GiB)]);
  expect(labels(ticksOf(scaleOf(axis, fitViewport(axis, 600), 600), width))[0]).toBe('0x4010_0000');
});

const span = ({ px, label, anchor }: Tick): [number, number] => {
  const w = width(label ?? '');
  return anchor === 'start' ? [px, px + w] : anchor === 'end' ? [px - w, px] : [px - w / 2, px + w / 2];
};

test('labels never touch and never leave the picture; lines are in order and not crowded', () => {
  holdsFor(
    fc.property(
      fc.array(fc.tuple(fc.bigInt(0n, 1n << 30n), fc.bigInt(1n, 1n << 22n)), { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 60, max: 2000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.bigInt(0n, 1n << 42n),
      (list, px, zoom, at) => {
        const axis = brokenAxis(list.map(([start, size]) => range(start << 12n, size << 12n)));
        const fit = fitViewport(axis, px).bytesPerPx;
        const view = viewportWith(axis, at as never, px / 2, fit * (16 / fit) ** zoom, px);
        const ticks = ticksOf(scaleOf(axis, view, px), width);
        const spans = ticks.filter(({ label }) => label !== null).map(span);
        for (const [i, [x0, x1]] of spans.entries()) {
          expect(x0).toBeGreaterThanOrEqual(0);
          expect(x1).toBeLessThanOrEqual(px);
          expect(x1).toBeLessThan(spans[i + 1]?.[0] ?? Infinity);
        }
        expect(ticks.length).toBeLessThan(px / 44 + 2 * axis.segments.length + 2);
        expect(ticks.map((t) => t.px)).toEqual(ticks.map((t) => t.px).toSorted((a, b) => a - b));
      },
    ),
  );
});

test('deep inside a page the labels are round too', () => {
  const axis = brokenAxis([range(0n, 64n * GiB)]);
  const view = viewportWith(axis, (5n * MiB) as never, 0, 16, 1000);
  for (const label of labels(ticksOf(scaleOf(axis, view, 1000), width)))
    expect(BigInt(label.replaceAll('_', '')) % 1024n).toBe(0n);
});
