// The best placement of a problem, or that there is none: the search, asked one objective after the other.
//
// 1. The least of what adds up over the demands (moved, short, pieces, unmet, entries), in that order.
// 2. With that, the largest hole: a block of free memory is a thing to place like any other, and growing it is a search by halves.
// 3. With that, the least low memory.
import type { Choices } from './choice.ts';
import { choicesOf } from './choices.ts';
import type { Budget } from './pack.ts';
import { BLOCK, joined, type Placement, type Problem, type Score } from './problem.ts';
import { scoreOf } from './score.ts';
import { type Aim, type Bound, ENDLESS, type Found, Search, type Searched } from './search.ts';
import { holeOf } from './weights.ts';

/** How a search stands, told now and then while it runs. */
export interface Progress {
  readonly stage: 'place' | 'hole' | 'low';
  /** Steps taken of those it may take. */
  readonly steps: number;
  readonly limit: number;
  /** The best so far; null while there is none. */
  readonly best: Placement | null;
}

export type Solution =
  | {
      readonly kind: 'placed';
      readonly placement: Placement;
      readonly score: Score;
      /** Whether it is known that there is no better one: false where the limit of steps cut the search short. */
      readonly isBest: boolean;
    }
  /** There is no placement: proved, not given up. */
  | { readonly kind: 'impossible' }
  /** Neither found nor excluded within the limit of steps. */
  | { readonly kind: 'unknown' };

/** Steps a search takes at most: some seconds. */
export const STEP_LIMIT = 150_000;

/** Of those, how many one zone may be packed in, at the first attempt and those after it. */
const PACK_LIMITS = [2_000, 20_000, 200_000];

/**
 * Solves step by step: each `next()` works for some milliseconds at most, so that a worker can report and be stopped. Returns the
 * same for the same problem and limit, whoever runs it.
 */
export function* solving(problem: Problem, limit = STEP_LIMIT): Generator<Progress, Solution> {
  const choices = choicesOf(problem);
  if (choices === null) return { kind: 'impossible' };
  const budget: Budget = { left: limit };
  let best: Found | null = null;
  let isBest = true;

  const searched = function* (
    stage: Progress['stage'],
    aim: Aim,
    share: number,
  ): Generator<Progress, Searched> {
    const own: Budget = { left: Math.min(budget.left, Math.floor(share)) };
    const before = own.left;
    let found: Searched = { best: null, isWhole: false };
    // What cannot be packed soon mostly cannot be packed at all: only when that was all that is missing, it is looked at for long.
    for (const depth of PACK_LIMITS) {
      const run = new Search(choices, { ...aim, below: found.best?.cost ?? aim.below }, own, depth).run();
      let step = run.next();
      while (step.done !== true) {
        yield {
          stage,
          steps: limit - budget.left + (before - own.left),
          limit,
          best: best?.placement ?? null,
        };
        step = run.next();
      }
      found = { best: step.value.best ?? found.best, isWhole: step.value.isWhole };
      if (found.isWhole || own.left <= 0 || (aim.first && found.best !== null)) break;
    }
    budget.left -= before - Math.max(0, own.left);
    return found;
  };

  const cheapest = yield* searched(
    'place',
    { below: ENDLESS, countsLow: false, first: false, hole: null },
    limit,
  );
  best = cheapest.best;
  if (best === null) return { kind: cheapest.isWhole ? 'impossible' : 'unknown' };
  isBest = cheapest.isWhole;
  const { a, b } = best.cost;
  const within: Bound = { a, b: b + 1, c: -Infinity };

  let [hole, most] = [scoreOf(problem, best.placement).hole, longest(problem)];
  let tries = most;
  while (hole < most) {
    const aim = { below: within, countsLow: false, first: true, hole: holeOf(choices, tries) };
    const larger: Searched = yield* searched('hole', aim, budget.left / 2);
    if (larger.best === null) {
      most = tries - 1;
      isBest &&= larger.isWhole;
    } else {
      best = larger.best;
      hole = scoreOf(problem, best.placement).hole;
    }
    tries = Math.ceil((hole + most) / 2);
  }

  const low = scoreOf(problem, best.placement).low;
  const aim = {
    below: { a, b, c: low },
    countsLow: true,
    first: false,
    hole: hole > 0 ? holeOf(choices, hole) : null,
  };
  const highest: Searched = yield* searched('low', aim, budget.left);
  isBest &&= highest.isWhole;
  best = highest.best ?? best;
  return { kind: 'placed', placement: best.placement, score: scoreOf(problem, best.placement), isBest };
}

const longest = ({ free }: Problem): number =>
  Math.max(0, ...joined(free).map(({ start, end }) => Math.floor(end / BLOCK) - Math.ceil(start / BLOCK)));

/** The same in one go. */
export function solve(problem: Problem, limit = STEP_LIMIT): Solution {
  return toTheEnd(solving(problem, limit));
}

/** Runs steps to their end. */
export function toTheEnd<T>(steps: Generator<unknown, T>): T {
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}

/** Whether there is any placement at all; null where that was not found out. */
export function isPossible(problem: Problem, limit = STEP_LIMIT): boolean | null {
  const choices: Choices | null = choicesOf(problem);
  if (choices === null) return false;
  const aim: Aim = { below: ENDLESS, countsLow: false, first: true, hole: null };
  const budget: Budget = { left: limit };
  for (const depth of PACK_LIMITS) {
    const { best, isWhole } = toTheEnd(new Search(choices, aim, budget, depth).run());
    if (best !== null) return true;
    if (isWhole) return false;
    if (budget.left <= 0) break;
  }
  return null;
}
