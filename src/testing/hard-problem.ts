// Small placement problems that are hard in one way each: full to the last page, impossible by a hair, alike, chained, split.
import { BARE, type Demand, type Problem, type Span } from '../engine/place/problem.ts';
import { Choices } from './choices.ts';

const BLOCK = 512;
const LOW = 1024 * 1024;

/** A problem that is hard in a way of its own. */
type Family = (draw: Choices) => Problem;

const demand = (i: number, size: number, more: Partial<Demand> = {}): Demand => ({
  ...BARE,
  id: `d${i}`,
  sizes: [size],
  ...more,
});

/** Numbers that add up to `whole`. */
function parts(draw: Choices, whole: number, count: number): number[] {
  const cuts = Array.from({ length: count - 1 }, () => 1 + draw.below(whole - 1)).toSorted((a, b) => a - b);
  return [...cuts, whole].map((cut, i) => cut - (cuts[i - 1] ?? 0)).filter((size) => size > 0);
}

/** Spans of the given pages, apart from one another or touching. */
function banks(draw: Choices, sizes: readonly number[]): Span[] {
  let at = draw.of([0, 1, 511, 512, LOW - 1024]);
  return sizes.map((size) => {
    const span = { start: at, end: at + size };
    at = span.end + draw.of([0, 1, 16, 512]);
    return span;
  });
}

export const FAMILIES: Readonly<Record<string, Family>> = {
  'full to the last page, or one page too full': (draw) => {
    const free = banks(draw, [20 + draw.below(40), 20 + draw.below(40)].slice(0, 1 + draw.below(2)));
    const sizes = free.flatMap(({ start, end }) => parts(draw, end - start, 3));
    const over = draw.chance(40) ? 1 : 0;
    return {
      free,
      low: LOW,
      demands: sizes.map((size, i) =>
        demand(i, size + (i === 0 ? over : 0), { align: draw.of([1, 1, 1, 2, 4]) }),
      ),
    };
  },
  'alignments that waste': (draw) => ({
    free: banks(draw, [BLOCK * (2 + draw.below(4)) + draw.below(300), BLOCK * (1 + draw.below(3))]),
    low: LOW,
    demands: Array.from({ length: 3 + draw.below(3) }, (_, i) =>
      demand(i, draw.of([100, 300, 512, 600, 700, 1024]), {
        align: draw.of([1, 16, 256, 512, 512, 1024]),
        mapped: draw.of<Demand['mapped']>([null, 'same', 512, 7]),
        wish: draw.of([null, 512, 2048]),
      }),
    ),
  }),
  'gaps around and between': (draw) => ({
    free: banks(draw, [10 + draw.below(20), 5 + draw.below(10), 5 + draw.below(10)]),
    low: LOW,
    demands: Array.from({ length: 4 + draw.below(2) }, (_, i) =>
      demand(i, 2 + draw.below(5), {
        guard: draw.of([0, 0, 1, 3]),
        align: draw.of([1, 1, 2, 4]),
        apart: i > 0 && draw.chance(40) ? [{ from: `d${draw.below(i)}`, gap: 1 + draw.below(18) }] : [],
      }),
    ),
  }),
  'rows of neighbours, across borders too': (draw) => ({
    free: banks(draw, [6 + draw.below(10), 4 + draw.below(8), 4 + draw.below(8)]),
    low: draw.of([LOW, 12]),
    demands: Array.from({ length: 5 }, (_, i) =>
      demand(i, 1 + draw.below(4), {
        nextTo: i > 0 && draw.chance(60) ? [`d${i - 1}`] : [],
        align: draw.of([1, 1, 2]),
        guard: draw.of([0, 0, 0, 2]),
        was: draw.chance(20) ? [{ start: 4 + i, end: 6 + i }] : [],
      }),
    ),
  }),
  'many alike': (draw) => {
    const same = { align: draw.of([1, 4, 512]), mapped: draw.of<Demand['mapped']>([null, 'same']) };
    const size = same.align + draw.of([0, 1]);
    const fits = 4 + draw.below(2);
    return {
      free: banks(draw, [same.align * 2 * fits + draw.below(2 * size), size * 2]),
      low: LOW,
      demands: Array.from({ length: 6 }, (_, i) =>
        demand(i, size, { ...same, sizes: draw.chance(20) ? [size, Math.ceil(size / 2)] : [size] }),
      ),
    };
  },
  'pinned ones that split what is left': (draw) => {
    const [bank] = banks(draw, [40 + draw.below(20)]) as [Span];
    const somewhere = (): number => bank.start + draw.below(bank.end - bank.start - 4);
    return {
      free: [bank],
      low: bank.start + 20,
      demands: [
        ...[0, 1].map((i) => demand(i, 3, { at: somewhere() })),
        ...[2, 3, 4].map((i) =>
          demand(i, 4 + draw.below(12), {
            was: draw.chance(40) ? [{ start: somewhere(), end: bank.end }] : [],
            needsLow: draw.chance(40),
          }),
        ),
      ],
    };
  },
  'cut into pieces': (draw) => ({
    free: banks(
      draw,
      Array.from({ length: 3 }, () => 6 + draw.below(14)),
    ),
    low: draw.of([LOW, 20]),
    demands: Array.from({ length: 3 + draw.below(2) }, (_, i) => {
      const unit = draw.of([2, 3, 4]);
      const size = unit * (1 + draw.below(5));
      const at = draw.below(40);
      return demand(i, size, {
        sizes: draw.chance(30) && size > unit ? [size, size - unit] : [size],
        pieces: { most: 1 + draw.below(3), unit },
        mapped: draw.of<Demand['mapped']>([null, 'same', 3]),
        align: draw.of([1, 1, 2]),
        guard: draw.of([0, 0, 0, 1]),
        was: draw.chance(25) ? [{ start: at, end: at + size }] : [],
      });
    }),
  }),
};

/** One of that family. */
export const hardProblem = (family: string, seed: number): Problem =>
  (FAMILIES[family] as Family)(new Choices(seed));
