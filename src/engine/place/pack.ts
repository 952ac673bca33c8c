// Whether blocks fit into one zone together, each at one of its positions, and where: one machine, jobs with start times.
//
// Completeness rests on `Positions.next` growing with what it is given. Take any arrangement and move its blocks, from the
// lowest up, each to the lowest of its positions that those before it leave: none ends later than before, so all still fit.
// It is therefore enough to look at orders, each block as low as it can be; of two orders of the same blocks, the one that
// ends earlier is at least as good for what comes after.
import type { Positions } from './positions.ts';

export interface Job {
  readonly size: number;
  readonly positions: Positions;
}

/** Pages from the start of `first` to that of `second` at least, where `first` is the lower of two. */
export type Distance<J> = (first: J, second: J) => number;

/** Counts down; what has run out is no proof any more. */
export interface Budget {
  left: number;
}

/** The lowest position of a job that is clear of those that have a place; Infinity where there is none. */
export function fit<J extends Job>(
  job: J,
  jobs: readonly J[],
  starts: readonly number[],
  distance: Distance<J>,
): number {
  let at = job.positions.next(0);
  for (let i = 0; i < jobs.length && at < Infinity; i += 1) {
    const other = jobs[i];
    const start = starts[i];
    if (other === undefined || start === undefined) break;
    if (at >= start + distance(other, job) || start >= at + distance(job, other)) continue;
    at = job.positions.next(start + distance(other, job));
    i = -1;
  }
  return at;
}

/** Orders that mostly do: the coarsest alignment first, the narrowest room first, the largest first. */
const ORDERS: readonly ((a: Job, b: Job) => number)[] = [
  (a, b) => b.positions.grid.step - a.positions.grid.step || b.size - a.size,
  (a, b) => a.positions.count - b.positions.count || b.size - a.size,
  (a, b) => b.size - a.size,
];

/** The starts of the jobs; null: they cannot all fit; undefined: not found out within the budget. */
export function pack<J extends Job>(
  jobs: readonly J[],
  distance: Distance<J>,
  hasGaps: boolean,
  budget: Budget,
): number[] | null | undefined {
  for (const order of ORDERS) {
    const starts = inOrder(jobs, order, distance);
    if (starts !== null) return starts;
  }
  return new Orders(jobs, distance, hasGaps, budget).search();
}

function inOrder<J extends Job>(
  jobs: readonly J[],
  order: (a: J, b: J) => number,
  distance: Distance<J>,
): number[] | null {
  const indices = jobs.map((_, i) => i);
  const rank = (i: number): number => (jobs[i]?.positions.only === null ? 1 : 0);
  indices.sort((i, j) => rank(i) - rank(j) || order(jobs[i] as J, jobs[j] as J) || i - j);
  const placed: J[] = [];
  const at: number[] = [];
  const starts = jobs.map(() => 0);
  for (const i of indices) {
    const job = jobs[i] as J;
    const start = fit(job, placed, at, distance);
    if (start === Infinity) return null;
    placed.push(job);
    at.push(start);
    starts[i] = start;
  }
  return starts;
}

/** The most jobs whose orders are searched: a set of them is a 31-bit number. */
const MOST = 30;

/** How many failures of one set are remembered. */
const MOST_FAILED = 8;

/** All orders of the jobs that are worth looking at, depth first. */
class Orders<J extends Job> {
  readonly #starts: number[];
  /** Of a set of placed jobs, by its bits: the starts they left to the others, which were not enough. */
  readonly #failed = new Map<number, (readonly number[])[]>();
  /** Of a job: pages behind its start that are sure to be clear of what follows. */
  readonly #reach: readonly number[];
  /** No job ends behind it. */
  readonly #top: number;
  #ranOut = false;

  constructor(
    readonly jobs: readonly J[],
    readonly distance: Distance<J>,
    readonly hasGaps: boolean,
    readonly budget: Budget,
  ) {
    this.#starts = jobs.map(() => 0);
    this.#top = Math.max(...jobs.map(({ positions, size }) => positions.last + size));
    this.#reach = jobs.map((job) =>
      hasGaps ? Math.max(...jobs.map((other) => distance(job, other))) : job.size,
    );
  }

  search(): number[] | null | undefined {
    if (this.jobs.length > MOST) return undefined;
    if (
      this.#from(
        0,
        this.jobs.map(() => 0),
        0,
      )
    )
      return this.#starts;
    return this.#ranOut ? undefined : null;
  }

  /** `clear`: where each job may start for those placed. */
  #from(placed: number, clear: readonly number[], end: number): boolean {
    const { jobs, budget } = this;
    if (placed === (1 << jobs.length) - 1) return true;
    if ((budget.left -= 1) < 0) {
      this.#ranOut = true;
      return false;
    }
    if (end + this.#sizeWithout(placed) > this.#top) return false;
    const next: number[] = [];
    let earliest = Infinity;
    for (let i = 0; i < jobs.length; i += 1) {
      if ((placed & (1 << i)) !== 0) {
        next.push(Infinity);
        continue;
      }
      const start = (jobs[i] as J).positions.next(clear[i] ?? 0);
      if (start === Infinity) return false;
      next.push(start);
      earliest = Math.min(earliest, start + (this.#reach[i] ?? 0));
    }
    const failed = this.#failed.get(placed) ?? [];
    if (failed.some((before) => before.every((start, i) => start <= (next[i] ?? 0)))) return false;
    // One that starts after another could have come and gone need not be tried: that other fits before it, for nothing.
    const tries = next
      .map((start, i) => ({ start, i }))
      .filter(({ start, i }) => start < earliest && !this.#hasTwin(placed, i))
      .toSorted((x, y) => x.start - y.start || this.#lastOf(x.i) - this.#lastOf(y.i));
    for (const { start, i } of tries) {
      const job = jobs[i] as J;
      this.#starts[i] = start;
      const after = clear.map((at, j) => Math.max(at, start + this.distance(job, jobs[j] as J)));
      if (this.#from(placed | (1 << i), after, start + job.size)) return true;
      if (this.#ranOut) return false;
    }
    this.#failed.set(placed, [...failed.slice(-MOST_FAILED), next]);
    return false;
  }

  /** Whether one that is like this in all stands before it in the list and is not placed yet: that one goes first. */
  #hasTwin(placed: number, i: number): boolean {
    const job = this.jobs[i] as J;
    return this.jobs.some(
      (other, j) =>
        j < i &&
        (placed & (1 << j)) === 0 &&
        !this.hasGaps &&
        other.size === job.size &&
        other.positions === job.positions,
    );
  }

  #sizeWithout(placed: number): number {
    return this.jobs.reduce((sum, { size }, i) => ((placed & (1 << i)) === 0 ? sum + size : sum), 0);
  }

  #lastOf(i: number): number {
    return this.jobs[i]?.positions.last ?? 0;
  }
}
