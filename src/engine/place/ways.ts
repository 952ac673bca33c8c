// The ways one piece may lie, by what they cost: how its start keeps to the grids of page table entries and of its wish.
import { UNMET } from './choice.ts';
import { both, type Grid, grid, implies } from './positions.ts';
import { BLOCK, type Demand, entryCount, HUGE } from './problem.ts';

/** A way for a part to lie: what keeps to the grid costs so much. */
export interface Way {
  readonly on: Grid;
  readonly b: number;
}

/** The ways of a piece by what they cost, none of which another makes superfluous. */
export function waysOf(demand: Demand, size: number, guest: number): Way[] {
  const { mapped, wish } = demand;
  const base = grid(demand.align);
  const mappings: Way[] =
    mapped === null
      ? [{ on: base, b: 0 }]
      : mapped === 'same'
        ? [
            ...[HUGE, BLOCK].map((step) => ({ on: grid(step, -size), b: entriesSame(size, step) })),
            { on: base, b: size },
          ]
        : [
            { on: grid(HUGE, guest), b: entryCount(guest, guest, size) },
            { on: grid(BLOCK, guest), b: entryCount(guest, guest + BLOCK, size) },
            { on: base, b: size },
          ];
  const ways = mappings
    .flatMap(({ on, b }) =>
      wish === null
        ? [{ on: both(on, base), b }]
        : [
            { on: meet(on, base, grid(wish)), b },
            { on: both(on, base), b: b + UNMET },
          ],
    )
    .flatMap(({ on, b }) => (on === null ? [] : [{ on, b }]));
  return ways.filter(
    (way, i) =>
      !ways.some(
        (other, j) =>
          i !== j &&
          other.b <= way.b &&
          implies(way.on, other.on) &&
          (other.b < way.b || !implies(other.on, way.on) || j < i),
      ),
  );
}

/** Of a mapping to equal addresses whose end is a multiple of `step`, and of no more than it. */
const entriesSame = (size: number, step: number): number => {
  const end = Math.ceil(size / HUGE) * HUGE * 2 + (step === HUGE ? 0 : BLOCK);
  return entryCount(end - size, end - size, size);
};

function meet(...grids: readonly Grid[]): Grid | null {
  let all: Grid | null = grid(1);
  for (const one of grids) all = all && both(all, one);
  return all;
}
