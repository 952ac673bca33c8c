import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { anyProblem } from '../../testing/any-problem.ts';
import { Choices } from '../../testing/choices.ts';
import { FAMILIES, hardProblem } from '../../testing/hard-problem.ts';
import { holdsFor } from '../../testing/seed.ts';
import {
  BARE,
  BLOCK,
  compareScores,
  type Demand,
  entryCount,
  HUGE,
  type Placement,
  type Problem,
  type Score,
  type Span,
} from './problem.ts';
import { partitions } from './forms.ts';
import { faultsOf, scoreOf } from './score.ts';
import { solve, solving, toTheEnd } from './solve.ts';

const demand = (id: string, size: number, more: Partial<Demand> = {}): Demand => ({
  ...BARE,
  id,
  sizes: [size],
  ...more,
});

const problem = (demands: readonly Demand[], ...free: readonly (readonly [number, number])[]): Problem => ({
  free: free.map(([start, end]) => ({ start, end })),
  demands,
  low: 0x10_0000,
});

/** `d0 0-8, d1 8-16`: what the best placement is, or how the search ended. */
function told(of: Problem): string {
  const solution = solve(of);
  if (solution.kind !== 'placed') return solution.kind;
  expect(faultsOf(of, solution.placement)).toEqual([]);
  expect(solution.isBest).toBe(true);
  const text = (spans: readonly Span[]): string => spans.map(({ start, end }) => `${start}-${end}`).join('+');
  return of.demands.map(({ id }, i) => `${id} ${text(solution.placement[i] ?? [])}`).join(', ');
}

describe('one wish at a time', () => {
  test.each<[string, Problem, string]>([
    ['nothing is asked for', problem([], [0, 8]), ''],
    ['no memory', problem([demand('a', 1)]), 'impossible'],
    ['the lowest place', problem([demand('a', 4)], [16, 32]), 'a 16-20'],
    ['an alignment', problem([demand('a', 4, { align: 16 })], [1, 32]), 'a 16-20'],
    ['a place that is told', problem([demand('a', 4, { at: 7 })], [0, 32]), 'a 7-11'],
    ['a place that is not free', problem([demand('a', 4, { at: 30 })], [0, 32]), 'impossible'],
    ['the smaller bank is filled', problem([demand('a', 1024)], [0, 4096], [8192, 9216]), 'a 8192-9216'],
    ['a window', problem([demand('a', 4, { within: [{ start: 20, end: 24 }] })], [0, 32]), 'a 20-24'],
    ['what is placed stays', problem([demand('a', 4, { was: [{ start: 9, end: 13 }] })], [0, 32]), 'a 9-13'],
    [
      'the one in the way moves',
      problem([demand('a', 4, { was: [{ start: 2, end: 6 }] }), demand('b', 4, { at: 4 })], [0, 32]),
      'a 0-4, b 4-8',
    ],
    [
      'of two that overlap the one moves whose wish is kept then',
      problem(
        [
          demand('a', 8, { was: [{ start: 9, end: 17 }], wish: 16 }),
          demand('b', 8, { was: [{ start: 12, end: 20 }] }),
        ],
        [0, 64],
      ),
      'a 0-8, b 12-20',
    ],
    ['the largest size that fits', problem([demand('a', 40, { sizes: [40, 30, 20] })], [0, 32]), 'a 0-30'],
    [
      'pieces only where one is too long, the largest first',
      problem([demand('a', 24, { pieces: { most: 3, unit: 8 } })], [0, 17], [32, 41]),
      'a 0-16+32-40',
    ],
    ['a wish for alignment', problem([demand('a', 4, { wish: 16 })], [1, 32]), 'a 16-20'],
    ['no wish where it cannot be', problem([demand('a', 8, { wish: 16 })], [1, 12]), 'a 1-9'],
    [
      'a direct-mapped piece ends at a block',
      problem([demand('a', BLOCK + 3, { mapped: 'same' })], [1, 4 * BLOCK]),
      `a ${BLOCK - 3}-${2 * BLOCK}`,
    ],
    [
      'another one is aligned as its guest is',
      problem([demand('a', BLOCK, { mapped: HUGE })], [7, 4 * BLOCK]),
      `a ${BLOCK}-${2 * BLOCK}`,
    ],
    [
      'high memory for whoever can',
      problem([demand('a', 512)], [0, 1024], [0x10_0000, 0x10_0400]),
      'a 1048576-1049088',
    ],
    [
      'low memory for whoever needs it',
      problem([demand('a', 512, { needsLow: true })], [0, 512], [0x10_0000, 0x10_0400]),
      'a 0-512',
    ],
    [
      'neighbours',
      problem([demand('a', 4, { at: 8, nextTo: ['b'] }), demand('b', 2)], [0, 32]),
      'a 8-12, b 12-14',
    ],
    [
      'a gap',
      problem([demand('a', 4, { apart: [{ from: 'b', gap: 5 }] }), demand('b', 2)], [0, 11]),
      'a 0-4, b 9-11',
    ],
    [
      'a gap across a hole',
      problem([demand('a', 2, { guard: 3 }), demand('b', 2)], [0, 2], [4, 6]),
      'impossible',
    ],
    [
      'a gap to what ends across a border',
      problem(
        [demand('a', 3, { nextTo: ['b'] }), demand('b', 3, { guard: 2 }), demand('c', 3)],
        [0, 3],
        [3, 8],
        [8, 11],
      ),
      'a 0-3, b 3-6, c 8-11',
    ],
    [
      'pieces of one that moves are not in one another’s way',
      problem(
        [
          demand('a', 1024, {
            pieces: { most: 2, unit: 256 },
            align: 1024,
            mapped: 512,
            was: [{ start: 4096, end: 5120 }],
          }),
        ],
        [3072, 3840],
        [4096, 4608],
      ),
      'a 4096-4608+3072-3584',
    ],
    [
      'pieces of one may touch, those of another of the same guard may not',
      problem(
        [4, 6].map((size) => demand(`d${size}`, size, { guard: 1, pieces: { most: 4, unit: 2 } })),
        [10, 12],
        [12, 14],
        [20, 22],
        [22, 24],
        [24, 26],
      ),
      'd4 10-12+12-14, d6 20-22+22-24+24-26',
    ],
    [
      'a neighbour on the other side of what stays, and high memory for whoever can',
      problem(
        [
          demand('a', 2, { was: [{ start: 8, end: 10 }] }),
          demand('b', 2, { nextTo: ['a'] }),
          demand('c', 2, { was: [{ start: 10, end: 12 }] }),
          demand('d', 2),
        ],
        [0, 14],
        [0x10_0000, 0x10_0064],
      ),
      'a 8-10, b 6-8, c 10-12, d 1048576-1048578',
    ],
    [
      'a ring of neighbours',
      problem(
        ['a', 'b', 'c'].map((id, i) => demand(id, 2, { nextTo: ['bca'[i] ?? ''] })),
        [0, 32],
      ),
      'impossible',
    ],
  ])('%s', (_, of, expected) => {
    expect(told(of)).toBe(expected);
  });
});

/** Small enough that all placements can be looked at: a few pages, and blocks that never matter. */
function tiny(seed: number): Problem {
  const draw = new Choices(seed);
  const free: Span[] = [];
  for (let at = draw.below(3), i = 0; i < 1 + draw.below(3); i += 1) {
    const end = at + 1 + draw.below(6);
    free.push({ start: at, end });
    at = end + draw.below(3);
  }
  const ids = ['a', 'b', 'c'].slice(0, 1 + draw.below(3));
  const demands = ids.map((id, i): Demand => {
    const size = 1 + draw.below(4);
    const was = draw.below(12);
    return demand(id, size, {
      sizes: draw.chance(20) && size > 1 ? [size, size - 1] : [size],
      pieces: i === 0 && draw.chance(40) ? { most: 2, unit: draw.of([1, 2]) } : { most: 1, unit: 1 },
      align: draw.of([1, 1, 2, 4]),
      wish: draw.of([null, null, 2, 4, 8]),
      mapped: draw.of([null, 'same', 3]),
      within: draw.chance(20) ? [{ start: draw.below(6), end: 6 + draw.below(8) }] : null,
      at: draw.chance(10) ? draw.below(12) : null,
      was: draw.chance(30) ? [{ start: was, end: was + size }] : [],
      needsLow: draw.chance(30),
      guard: draw.chance(15) ? 1 : 0,
      apart: draw.chance(10) ? [{ from: 'a', gap: draw.below(4) }] : [],
      nextTo: i > 0 && draw.chance(15) ? [draw.of(['a', 'b'])] : [],
    });
  });
  return {
    free,
    demands: demands.map((one) =>
      demands.some(({ nextTo }) => nextTo.length > 0) ? { ...one, pieces: { most: 1, unit: 1 } } : one,
    ),
    low: 4 + draw.below(8),
  };
}

/** The best score by looking at every placement there is; null where there is none. */
function bestByHand(of: Problem): Score | null {
  const top = Math.max(...of.free.map(({ end }) => end));
  let best: Score | null = null;
  const walk = (done: Placement): void => {
    const next = of.demands[done.length];
    if (next === undefined) {
      if (faultsOf(of, done).length > 0) return;
      const score = scoreOf(of, done);
      if (best === null || compareScores(score, best) < 0) best = score;
      return;
    }
    const place = (sizes: readonly number[], at: readonly Span[]): void => {
      const size = sizes[at.length];
      if (size === undefined) walk([...done, at]);
      else
        for (let start = 0; start + size <= top; start += 1)
          place(sizes, [...at, { start, end: start + size }]);
    };
    for (const size of next.sizes) {
      place([size], []);
      if (next.pieces.most > 1)
        for (const cut of partitions(size / next.pieces.unit, next.pieces.most))
          if (size % next.pieces.unit === 0 && cut.length > 1)
            place(
              cut.map((n) => n * next.pieces.unit),
              [],
            );
    }
  };
  walk([]);
  return best;
}

it('is the best there is, and says so when there is none: all placements of small problems looked at', () => {
  holdsFor(
    fc.property(fc.nat(), (seed) => {
      const of = tiny(seed);
      const best = bestByHand(of);
      const solution = solve(of);
      expect(solution.kind).toBe(best === null ? 'impossible' : 'placed');
      if (solution.kind !== 'placed') return;
      expect(faultsOf(of, solution.placement)).toEqual([]);
      expect(solution).toMatchObject({ score: best, isBest: true });
    }),
    150,
  );
});

it('says of what was cut short neither that it is the best nor that there is none, and counts its steps', () => {
  holdsFor(
    fc.property(fc.nat(), fc.integer({ min: 0, max: 3_000 }), (seed, limit) => {
      const of = anyProblem(seed, 10);
      const steps = [0];
      const run = solving(of, limit);
      let step = run.next();
      for (; step.done !== true; step = run.next()) steps.push(step.value.steps);
      expect(steps).toEqual(steps.toSorted((x, y) => x - y));
      expect(steps.at(-1)).toBeLessThanOrEqual(limit);
      const all = solve(of);
      const cut = step.value;
      expect(cut.kind === 'unknown' || cut.kind === all.kind).toBe(true);
      if (cut.kind !== 'placed' || all.kind !== 'placed') return;
      expect(faultsOf(of, cut.placement)).toEqual([]);
      const better = compareScores(cut.score, all.score);
      expect(cut.isBest ? better === 0 : better >= 0 || !all.isBest).toBe(true);
    }),
    30,
  );
});

it('places three hundred demands, and calls nothing the best of which the cost cannot be counted', () => {
  const demands = Array.from({ length: 300 }, (_, i) => demand(`d${i}`, 1 + (i % 7)));
  const banks = problem(demands, [0, 700], [1024, 1600]);
  expect(solve(banks, 20_000)).toMatchObject({ kind: 'placed', isBest: true });
  const was = demands.map((one, i): Demand => ({ ...one, was: [{ start: 2000 + i, end: 2001 + i }] }));
  const moved = solve({ ...banks, demands: was }, 20_000);
  expect(moved).toMatchObject({ kind: 'placed', isBest: false });
  expect(moved.kind === 'placed' ? faultsOf({ ...banks, demands: was }, moved.placement) : null).toEqual([]);
});

it.each(Object.keys(FAMILIES))('satisfies what is hard in one way: %s', (family) => {
  holdsFor(
    fc.property(fc.nat(), (seed) => {
      const of = hardProblem(family, seed);
      const solution = solve(of);
      expect(solution.kind).not.toBe('unknown');
      if (solution.kind !== 'placed') return;
      expect(faultsOf(of, solution.placement)).toEqual([]);
      expect(solution.score).toEqual(scoreOf(of, solution.placement));
    }),
    40,
  );
});

it('satisfies all that large problems ask for, the same each time, in steps or in one go', () => {
  holdsFor(
    fc.property(fc.nat(), (seed) => {
      const of = anyProblem(seed, 12);
      const solution = solve(of, 5_000);
      expect(solution.kind === 'placed' ? faultsOf(of, solution.placement) : []).toEqual([]);
      expect(toTheEnd(solving(of, 5_000))).toEqual(solution);
    }),
    40,
  );
});

it('counts entries as Xen makes them, from the end of a mapping down', () => {
  expect(entryCount(0, 0, HUGE + BLOCK + 1)).toBe(HUGE + BLOCK + 1);
  expect(entryCount(BLOCK, BLOCK, HUGE)).toBe(BLOCK);
  expect(entryCount(HUGE - BLOCK - 1, HUGE - BLOCK - 1, HUGE + BLOCK + 1)).toBe(3);
  expect(entryCount(HUGE, 2 * HUGE + BLOCK, HUGE)).toBe(BLOCK);
  expect(entryCount(0, 1, BLOCK)).toBe(BLOCK);
});
