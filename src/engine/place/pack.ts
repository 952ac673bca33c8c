// Whether blocks fit into one zone together, each at one of its positions, and where: one machine, jobs with start times.
//
// Completeness rests on `Positions.next` growing with what it is given. Take any arrangement and move its blocks, from the
// lowest up, each to the lowest of its positions that those before it leave: none ends later than before, so all still fit.
// It is therefore enough to look at orders, each block as low as it can be; of two orders of the same blocks, the one that
// ends earlier is at least as good for what comes after.
import { type Grid, type Positions, probes } from './positions.ts';
import type { Span } from './problem.ts';

export interface Job {
  readonly size: number;
  readonly positions: Positions;
  /** The same number: the same size, positions and distances. */
  readonly shape: number;
  /** Probes it covers at least, by measure: see `weights.ts`. */
  readonly weight: Float64Array;
}

/** Where jobs are packed, and what its room is measured by. */
export interface Room {
  readonly spans: readonly Span[];
  readonly measures: readonly Grid[];
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
  room: Room,
  budget: Budget,
): readonly number[] | null | undefined {
  for (const order of ORDERS) {
    const starts = inOrder(jobs, order, distance);
    if (starts !== null) return starts;
  }
  return new Orders(jobs, distance, room, budget).search();
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

/** How many failures of one set are remembered. */
const MOST_FAILED = 8;

/** All orders of the jobs that are worth looking at, depth first. */
class Orders<J extends Job> {
  readonly #starts: number[];
  readonly #isPlaced: Uint8Array;
  /** Of a pair of jobs, the first the lower one: pages from start to start. */
  readonly #distances: readonly Float64Array[];
  /** Of a job: pages behind its start that are sure to be clear of what follows. */
  readonly #reach: Float64Array;
  /** Of what is not placed, by measure. */
  readonly #weight: Float64Array;
  /** By a set of placed jobs: the starts they left to the others, which were not enough. */
  readonly #failed = new Map<number, Float64Array[]>();
  /** What a job adds to the number of the set it is placed in: sets of the same shapes have the same number. */
  readonly #digits: Float64Array;
  /** Sets have numbers, and can be remembered. */
  readonly #hasNumbers: boolean;
  #ranOut = false;

  constructor(
    readonly jobs: readonly J[],
    distance: Distance<J>,
    readonly room: Room,
    readonly budget: Budget,
  ) {
    this.#starts = jobs.map(() => 0);
    this.#isPlaced = new Uint8Array(jobs.length);
    this.#distances = jobs.map((job) => Float64Array.from(jobs, (other) => distance(job, other)));
    this.#reach = Float64Array.from(this.#distances, (row) => Math.max(...row));
    this.#weight = Float64Array.from(room.measures, (_, m) =>
      jobs.reduce((sum, { weight }) => sum + (weight[m] ?? 0), 0),
    );
    let sets = 1;
    const digits = new Map<number, number>();
    for (const { shape } of jobs)
      if (!digits.has(shape)) {
        digits.set(shape, sets);
        sets *= 1 + jobs.filter((other) => other.shape === shape).length;
      }
    this.#digits = Float64Array.from(jobs, ({ shape }) => digits.get(shape) ?? 0);
    this.#hasNumbers = sets <= Number.MAX_SAFE_INTEGER;
  }

  search(): readonly number[] | null | undefined {
    if (this.#from(0, 0, new Float64Array(this.jobs.length))) return this.#starts;
    return this.#ranOut ? undefined : null;
  }

  /** `count` jobs, the set of that number, have a place. `clear`: where each may start for those. */
  #from(count: number, set: number, clear: Float64Array): boolean {
    const { jobs, budget } = this;
    if (count === jobs.length) return true;
    if ((budget.left -= 1) < 0) {
      this.#ranOut = true;
      return false;
    }
    const next = new Float64Array(jobs.length).fill(Infinity);
    let [earliest, lowest] = [Infinity, Infinity];
    for (let i = 0; i < jobs.length; i += 1) {
      if (this.#isPlaced[i] === 1) continue;
      const start = (jobs[i] as J).positions.next(clear[i] ?? 0);
      if (start === Infinity) return false;
      next[i] = start;
      lowest = Math.min(lowest, start);
      earliest = Math.min(earliest, start + (this.#reach[i] ?? 0));
    }
    if (!this.#hasRoom(lowest)) return false;
    const failed = this.#failed.get(set);
    if (failed?.some((before) => before.every((start, i) => start <= (next[i] ?? 0))) === true) return false;
    // One that starts after another could have come and gone need not be tried: that other fits before it, for nothing.
    const tries: number[] = [];
    for (let i = 0; i < jobs.length; i += 1)
      if ((next[i] ?? 0) < earliest && !this.#hasTwin(i)) tries.push(i);
    const last = (i: number): number => jobs[i]?.positions.last ?? 0;
    const size = (i: number): number => jobs[i]?.size ?? 0;
    tries.sort((x, y) => (next[x] ?? 0) - (next[y] ?? 0) || last(x) - last(y) || size(y) - size(x));
    for (const i of tries) if (this.#place(i, next[i] ?? 0, count, set, clear)) return true;
    if (this.#ranOut) return false;
    if (this.#hasNumbers) {
      if (failed === undefined) this.#failed.set(set, [next]);
      else {
        if (failed.length > MOST_FAILED) failed.shift();
        failed.push(next);
      }
    }
    return false;
  }

  #place(i: number, start: number, count: number, set: number, clear: Float64Array): boolean {
    if (this.#ranOut) return false;
    const { weight } = this.jobs[i] as J;
    const distances = this.#distances[i];
    this.#starts[i] = start;
    this.#isPlaced[i] = 1;
    for (let m = 0; m < weight.length; m += 1) this.#weight[m] = (this.#weight[m] ?? 0) - (weight[m] ?? 0);
    const after = clear.map((at, j) => Math.max(at, start + (distances?.[j] ?? 0)));
    if (this.#from(count + 1, set + (this.#digits[i] ?? 0), after)) return true;
    for (let m = 0; m < weight.length; m += 1) this.#weight[m] = (this.#weight[m] ?? 0) + (weight[m] ?? 0);
    this.#isPlaced[i] = 0;
    return false;
  }

  /** Whether what is not placed can be held by what is left from a page on. */
  #hasRoom(from: number): boolean {
    const { spans, measures } = this.room;
    return measures.every((by, m) => {
      let room = -(this.#weight[m] ?? 0);
      for (const { start, end } of spans)
        if (end > from) room += probes({ start: Math.max(start, from), end }, by);
      return room >= 0;
    });
  }

  /** Whether one of the same shape stands before it in the list and is not placed yet: that one goes first. */
  #hasTwin(i: number): boolean {
    const shape = this.jobs[i]?.shape;
    for (let j = 0; j < i; j += 1) if (this.#isPlaced[j] === 0 && this.jobs[j]?.shape === shape) return true;
    return false;
  }
}
