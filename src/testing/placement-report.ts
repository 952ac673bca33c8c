// Our placement solver beside the exact one, on drawn problems: agreements, disagreements and times.
import { createHash } from 'node:crypto';
import type { Problem } from '../engine/place/problem.ts';
import { compareScores } from '../engine/place/problem.ts';
import { faultsOf } from '../engine/place/score.ts';
import { solve } from '../engine/place/solve.ts';
import { anyProblem } from './any-problem.ts';
import { type Exact, exactly } from './minizinc.ts';

export { exactly };

export interface Compared {
  readonly seed: number;
  readonly problem: Problem;
  readonly exact: Exact;
  /** Milliseconds ours took. */
  readonly time: number;
  readonly ours: ReturnType<typeof solve>;
  /** What is wrong with our answer; null: nothing. */
  readonly wrong: string | null;
}

/** The same for the same problem only. */
export const nameOf = (problem: Problem): string =>
  createHash('sha256').update(JSON.stringify(problem)).digest('hex').slice(0, 16);

/** One problem solved by both. */
export function compare(seed: number, most: number, answer: (problem: Problem) => Exact): Compared {
  const problem = anyProblem(seed, most);
  const began = performance.now();
  const ours = solve(problem);
  const time = performance.now() - began;
  const exact = answer(problem);
  return { seed, problem, exact, time, ours, wrong: wrongWith(problem, ours, exact) };
}

/** What is wrong with our answer beside the exact one; null: nothing. */
export function wrongWith(problem: Problem, ours: ReturnType<typeof solve>, exact: Exact): string | null {
  if (ours.kind === 'unknown')
    return exact.kind === 'nothing' ? null : `unknown, exactly it is ${exact.kind}`;
  if (ours.kind === 'impossible') return exact.score === null ? null : 'said to be impossible, and is not';
  const [fault] = faultsOf(problem, ours.placement);
  if (fault !== undefined) return fault;
  if (exact.kind === 'impossible') return 'placed, and said to be impossible by the exact solver';
  if (exact.score !== null && compareScores(ours.score, exact.score) > 0)
    return `worse: ${JSON.stringify(ours.score)} than ${JSON.stringify(exact.score)}`;
  if (exact.kind === 'optimal' && exact.score !== null && compareScores(ours.score, exact.score) < 0)
    return `better than the best: ${JSON.stringify(ours.score)} than ${JSON.stringify(exact.score)}`;
  return null;
}
