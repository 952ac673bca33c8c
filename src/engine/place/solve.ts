// The best placement of a problem, or that there is none: the search, asked one objective after the other.
//
// 1. The least of what adds up over the demands (moved, short, pieces, unmet, entries), in that order.
// 2. With that, the largest hole: a block of free memory is a thing to place like any other, and growing it is a search by halves.
// 3. With that, the least low memory.
import { type Choices, isCounted } from './choice.ts';
import { choicesOf } from './choices.ts';
import type { Budget } from './pack.ts';
import { BLOCK, joined, type Placement, type Problem, type Score } from './problem.ts';
import { scoreOf } from './score.ts';
import { type Aim, type Bound, ENDLESS, type Found, Search, type Searched } from './search.ts';
import { holeOf } from './weights.ts';

/** How a search stands, told now and then while it runs. */
export interface Progress {
  /** `conflict`: there is none, and what is to blame is looked for. */
  readonly stage: 'place' | 'hole' | 'low' | 'conflict';
  /** Steps taken of those it may take; both 0 for a conflict, of which nobody knows. */
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

/** Of those, how many the first attempt takes, and how much longer those after it are: each starts with what failed before. */
const FIRST_TURN = 1_000;
const GROWTH = 1.5;

/**
 * How many steps one zone may be packed in. What cannot be packed soon mostly cannot be packed at all: only when that was all that
 * was missing it is looked at for longer, by so much.
 */
const FIRST_DEPTH = 2_000;
const DEEPER = 10;

/** Which part of the steps that are left is for the largest hole that there may be, and for each one after it. */
const FIRST_SHARE = 16;
const SHARE = 4;

/**
 * Solves step by step: each `next()` works for some milliseconds at most, so that a worker can report and be stopped. Returns the
 * same for the same problem and limit, whoever runs it.
 */
export function* solving(problem: Problem, limit = STEP_LIMIT): Generator<Progress, Solution> {
  const choices = choicesOf(problem);
  if (choices === null) return { kind: 'impossible' };
  let left = limit;
  let best: Found | null = null;
  let isBest = isCounted(problem);

  const searched = function* (
    stage: Progress['stage'],
    aim: Aim,
    share: number,
  ): Generator<Progress, Searched> {
    const most = Math.min(left, Math.floor(share));
    const attempts = attempted(choices, aim, most);
    let step = attempts.next();
    while (step.done !== true) {
      yield { stage, steps: limit - left + step.value, limit, best: best?.placement ?? null };
      step = attempts.next();
    }
    left -= step.value.steps;
    return step.value;
  };

  const cheapest = yield* searched(
    'place',
    { below: ENDLESS, countsLow: false, first: false, hole: null },
    limit,
  );
  best = cheapest.best;
  if (best === null) return { kind: cheapest.isWhole ? 'impossible' : 'unknown' };
  isBest &&= cheapest.isWhole;
  const { a, b } = best.cost;
  const within: Bound = { a, b: b + 1, c: -Infinity };

  let hole = scoreOf(problem, best.placement).hole;
  const holed = (blocks: number): Aim => ({
    below: within,
    countsLow: false,
    first: true,
    hole: holeOf(choices, blocks),
  });
  let most = largest(hole, longest(problem), (blocks) => new Search(choices, holed(blocks)).mayFind());
  for (let [tries, share] = [most, FIRST_SHARE]; hole < most; share = SHARE) {
    const larger: Searched = yield* searched('hole', holed(tries), left / share);
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
  const highest: Searched = yield* searched('low', aim, left);
  isBest &&= highest.isWhole;
  best = highest.best ?? best;
  return { kind: 'placed', placement: best.placement, score: scoreOf(problem, best.placement), isBest };
}

/** The largest number from `from` to `to` that passes, where what is larger than one that does not passes neither; `from` does. */
function largest(from: number, to: number, passes: (value: number) => boolean): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (passes(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
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
  const { best, isWhole } = toTheEnd(attempted(choices, aim, limit));
  return best !== null ? true : isWhole ? false : null;
}

/** Searches anew, longer each time, until it is whole or has taken `most` steps; yields how many it has taken. */
function* attempted(
  choices: Choices,
  aim: Aim,
  most: number,
): Generator<number, Searched & { readonly steps: number }> {
  const search = new Search(choices, aim);
  let found: Searched = { best: null, isWhole: false };
  let [steps, turn, depth] = [0, FIRST_TURN, FIRST_DEPTH];
  while (steps < most && !found.isWhole && !(aim.first && found.best !== null)) {
    const all = Math.min(turn, most - steps);
    const budget: Budget = { left: all };
    const run = search.run(budget, depth);
    let step = run.next();
    while (step.done !== true) {
      yield steps + all - budget.left;
      step = run.next();
    }
    found = step.value;
    steps += all - Math.max(0, budget.left);
    if (budget.left < 0) turn *= GROWTH;
    else depth *= DEEPER;
  }
  return { ...found, steps };
}
