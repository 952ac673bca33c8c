// Where in RAM a bank could stand instead: what nobody has claimed, and what it has now. Host physical.
import { type Addr, addr, maxOf, minOf, plus } from '../../model/addr.ts';
import { freeRam, type Occupant, occupants } from '../../model/occupancy.ts';
import type { EntityId, Plan } from '../../model/plan.ts';
import {
  between,
  endOf,
  intersection,
  overlaps,
  type Range,
  range,
  subtract,
  union,
} from '../../model/range.ts';
import type { DomainOutcome } from '../analysis.ts';

/** Every `size` bytes from `offset`. */
export interface Grid {
  readonly offset: bigint;
  readonly size: bigint;
}

export class Free {
  readonly #ram: readonly Range[];
  /** Sorted by start. */
  readonly #occupants: readonly Occupant[];
  /** The highest end of the occupants up to each. */
  readonly #reaches: readonly Addr[];
  /** Sorted and disjoint. */
  readonly #free: readonly Range[];

  constructor(plan: Plan) {
    this.#ram = union(plan.host.memory);
    this.#occupants = occupants(plan);
    let reach = addr(0n);
    this.#reaches = this.#occupants.map((other) => (reach = maxOf(reach, endOf(other.range))));
    this.#free = freeRam(plan);
  }

  /**
   * The place on the grid nearest to `at` (the range of `id`), at most `reach` bytes away, that is free; of two as near, the
   * lower one. `alike`: the domain, where its guest finds the bank at the same address, which must be free there too.
   */
  nearest(id: EntityId, at: Range, grid: Grid, reach: bigint, alike: DomainOutcome | null): Range | null {
    // Most banks find one on the next lines of the grid.
    const close = grid.size < reach ? this.#nearestWithin(id, at, grid, grid.size, alike) : null;
    return close ?? this.#nearestWithin(id, at, grid, reach, alike);
  }

  #nearestWithin(
    id: EntityId,
    at: Range,
    grid: Grid,
    reach: bigint,
    alike: DomainOutcome | null,
  ): Range | null {
    const window = between(addr(maxOf<bigint>(0n, at.start - reach)), plus(endOf(at), reach));
    let best: Addr | null = null;
    for (const piece of this.#around(id, at, window, alike)) {
      const [low, high] = [piece.start, addr(endOf(piece) - at.size)];
      if (high < low) continue;
      const from = minOf(maxOf(at.start, low), high);
      const below = addr(from - modulo(from - grid.offset, grid.size));
      const above = addr(from + modulo(grid.offset - from, grid.size));
      for (const start of [below, above])
        if (start >= low && start <= high && (best === null || apart(start, at) < apart(best, at)))
          best = start;
    }
    return best === null ? null : range(best, at.size);
  }

  /** What is free in the window once the bank is lifted, sorted. */
  #around(id: EntityId, at: Range, window: Range, alike: DomainOutcome | null): Range[] {
    const own = this.#ram.flatMap((bank) => intersection(bank, at) ?? []);
    const free: Range[] = [];
    for (let i = firstWhere(this.#free, (piece) => endOf(piece) > window.start); ; i += 1) {
      const inside = intersection(this.#free[i] ?? NOTHING, window);
      if (inside === null) break;
      free.push(inside);
    }
    return subtract([...free, ...subtract(own, this.#over(id, at))], alike === null ? [] : guestTaken(alike));
  }

  /** What else is where the bank is. */
  #over(id: EntityId, at: Range): Range[] {
    const over: Range[] = [];
    let i = firstWhere(this.#occupants, (other) => other.range.start >= endOf(at)) - 1;
    for (; (this.#reaches[i] ?? 0n) > at.start; i -= 1) {
      const other = this.#occupants[i];
      if (other !== undefined && other.id !== id && overlaps(other.range, at)) over.push(other.range);
    }
    return over;
  }
}

const NOTHING = range(0n, 0n);

/** Index of the first item for which `holds`, which it does for all after it too. */
function firstWhere<T>(items: readonly T[], holds: (item: T) => boolean): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item !== undefined && holds(item)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** What is in a guest's address space besides its RAM. */
const guestTaken = ({ gic, uart, grant, shared, windows }: DomainOutcome): Range[] => [
  ...gic,
  ...(uart === null ? [] : [uart]),
  ...(grant === null ? [] : [grant]),
  ...shared.map(({ guest, size }) => range(guest, size)),
  ...(windows ?? []).map(({ guest, size }) => range(guest, size)),
];

const apart = (start: Addr, at: Range): bigint => (start > at.start ? start - at.start : at.start - start);

/** Never negative. */
export const modulo = (value: bigint, size: bigint): bigint => ((value % size) + size) % size;
