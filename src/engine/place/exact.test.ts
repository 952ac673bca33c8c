// Beside an exact constraint solver, on a few problems of the run's seed; `node scripts/placement.mjs` takes hundreds.
import { describe, expect, it } from 'vitest';
import { FAMILIES, hardProblem } from '../../testing/hard-problem.ts';
import { exactly, HAS_MINIZINC } from '../../testing/minizinc.ts';
import { compare, wrongWith } from '../../testing/placement-report.ts';
import { solve } from './solve.ts';

const SEED = Number(process.env['SEED']);

/** In ms: as long as the exact solver may take, on a machine that may be busy. */
const TIMEOUT = 240_000;

describe.skipIf(!HAS_MINIZINC)(
  'MiniZinc with Gecode (Debian: minizinc), skipped where it is not installed',
  () => {
    it.each([0, 1, 2, 3])(
      'agrees on what is possible, and has nothing better: problem %d',
      (n) => {
        const { wrong, seed } = compare(SEED + n, 8, (problem) => exactly(problem, 8));
        expect(wrong, `of anyProblem(${seed}, 8)`).toBeNull();
      },
      TIMEOUT,
    );

    it.each(Object.keys(FAMILIES))(
      'agrees on what is hard in one way: %s',
      (family) => {
        const problem = hardProblem(family, SEED);
        const wrong = wrongWith(problem, solve(problem), exactly(problem, 8));
        expect(wrong, `of hardProblem('${family}', ${SEED})`).toBeNull();
      },
      TIMEOUT,
    );
  },
);
