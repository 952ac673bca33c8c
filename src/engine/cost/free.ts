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
  readonly #occupants: readonly Occupant[];
  readonly #free: readonly Range[];

  constructor(plan: Plan) {
    this.#ram = union(plan.host.memory);
    this.#occupants = occupants(plan);
    this.#free = freeRam(plan);
  }

  /**
   * The place on the grid nearest to `at` (the range of `id`), at most `reach` bytes away, that is free; of two as near, the
   * lower one. `alike`: the domain, where its guest finds the bank at the same address, which must be free there too.
   */
  nearest(id: EntityId, at: Range, grid: Grid, reach: bigint, alike: DomainOutcome | null): Range | null {
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
    const over = this.#occupants.flatMap((other) =>
      other.id !== id && overlaps(other.range, at) ? [other.range] : [],
    );
    const free = this.#free.flatMap((piece) => intersection(piece, window) ?? []);
    return subtract([...free, ...subtract(own, over)], alike === null ? [] : guestTaken(alike));
  }
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
