import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { anyProblem } from '../../testing/any-problem.ts';
import { holdsFor } from '../../testing/seed.ts';
import { conflictOf, membersOf, relaxed } from './conflict.ts';
import { BARE, type Demand, type Problem } from './problem.ts';
import { isPossible } from './solve.ts';

const only = (problem: Problem, which: readonly number[]): Problem => ({
  ...problem,
  demands: problem.demands.filter((_, i) => which.includes(i)),
});

it('is impossible, and possible without any one of its members; what would help does', () => {
  let conflicts = 0;
  holdsFor(
    fc.property(fc.nat(), (seed) => {
      const problem = anyProblem(seed, 10);
      const conflict = conflictOf(problem, 20_000);
      if (conflict === null) return;
      conflicts += 1;
      expect(isPossible(only(problem, conflict))).toBe(false);
      for (const one of conflict)
        expect(
          isPossible(
            only(
              problem,
              conflict.filter((other) => other !== one),
            ),
          ),
        ).toBe(true);
      for (const { demand, relaxation, cures } of membersOf(problem, conflict, 5_000)) {
        if (relaxation === null) continue;
        const eased = relaxed(problem, demand, relaxation);
        expect(isPossible(cures ? eased : only(eased, conflict))).toBe(true);
      }
    }),
    60,
  );
  expect(conflicts).toBeGreaterThan(5);
});

const demand = (id: string, size: number, more: Partial<Demand> = {}): Demand => ({
  ...BARE,
  id,
  sizes: [size],
  ...more,
});

describe('what helps most is the mildest', () => {
  const free = [
    { start: 0, end: 1024 },
    { start: 2048, end: 3072 },
  ];
  test.each<[string, readonly Demand[], readonly unknown[]]>([
    ['a pin', [demand('a', 8, { at: 4 }), demand('b', 8, { at: 8 })], [{ kind: 'unpin' }, { kind: 'unpin' }]],
    ['a bank too small', [demand('a', 1536)], [{ kind: 'pieces', most: 2 }]],
    ['a window', [demand('a', 8, { within: [{ start: 0, end: 4 }] })], [{ kind: 'anywhere' }]],
    [
      'two for one bank',
      [demand('a', 1000), demand('b', 1000, { within: [{ start: 0, end: 2048 }] }), demand('c', 1000)],
      ['a', 'b', 'c'].map(() => ({ kind: 'smaller', to: 24 })),
    ],
    [
      'an alignment',
      [demand('a', 8, { align: 4096, within: [{ start: 1, end: 1024 }] })],
      [{ kind: 'align', to: 512 }],
    ],
  ])('%s', (_, demands, expected) => {
    const problem = { free, demands, low: 0 };
    const conflict = conflictOf(problem) ?? [];
    expect(conflict).toEqual(demands.map((_one, i) => i));
    const found = membersOf(problem, conflict).map(({ relaxation }) => relaxation);
    expect(found).toEqual(expected);
  });
});
