// Where a block may start: ranges of page frames and a power of two it keeps to. All the search asks is the next one.
import type { Span } from './problem.ts';

/** `start ≡ rest (mod step)`; `step` is a power of two. */
export interface Grid {
  readonly step: number;
  readonly rest: number;
}

const modulo = (value: number, step: number): number => ((value % step) + step) % step;

export const grid = (step: number, rest = 0): Grid => ({ step, rest: modulo(rest, step) });

/** Both at once; null where no number keeps to both. */
export function both(a: Grid, b: Grid): Grid | null {
  const [fine, coarse] = a.step <= b.step ? [a, b] : [b, a];
  return coarse.rest % fine.step === fine.rest ? coarse : null;
}

/** Whether every number that keeps to `a` keeps to `b`. */
export const implies = (a: Grid, b: Grid): boolean => a.step >= b.step && a.rest % b.step === b.rest;

/** How many numbers of a span keep to it. */
export const probes = ({ start, end }: Span, { step, rest }: Grid): number =>
  Math.ceil((end - rest) / step) - Math.ceil((start - rest) / step);

/** First and last starts of each range, in order, all on the grid. */
export class Positions {
  /** The only one there is; null when there are more. */
  readonly only: number | null;

  private constructor(
    readonly grid: Grid,
    readonly ranges: readonly { readonly first: number; readonly last: number }[],
  ) {
    const [range] = ranges;
    this.only = ranges.length === 1 && range !== undefined && range.first === range.last ? range.first : null;
  }

  /** Starts of `size` pages inside one of `spans`, sorted and disjoint, on the grid. */
  static inside(spans: readonly Span[], size: number, on: Grid): Positions {
    const ranges: { first: number; last: number }[] = [];
    for (const { start, end } of spans) {
      const first = start + modulo(on.rest - start, on.step);
      const high = end - size;
      const last = high - modulo(high - on.rest, on.step);
      if (first <= last) ranges.push({ first, last });
    }
    return new Positions(on, ranges);
  }

  /** The same for the same positions. */
  get key(): string {
    return `${this.grid.step} ${this.grid.rest} ${this.ranges.map(({ first, last }) => `${first}-${last}`).join(',')}`;
  }

  get isEmpty(): boolean {
    return this.ranges.length === 0;
  }

  get last(): number {
    return this.ranges.at(-1)?.last ?? -Infinity;
  }

  /** How many there are: 0 for none, saturating is not needed. */
  get count(): number {
    return this.ranges.reduce((sum, { first, last }) => sum + (last - first) / this.grid.step + 1, 0);
  }

  /** The lowest at or above `from`; Infinity where there is none. Grows with `from`, which the search rests on. */
  next(from: number): number {
    for (const { first, last } of this.ranges) {
      if (from > last) continue;
      return from <= first ? first : from + modulo(this.grid.rest - from, this.grid.step);
    }
    return Infinity;
  }
}
