// The finitely many forms a demand can take: one of its sizes, cut into pieces, and what that costs wherever they lie.
import { MOVED, SHORT } from './choice.ts';
import type { Demand } from './problem.ts';

export const total = (sizes: readonly number[]): number => sizes.reduce((sum, size) => sum + size, 0);

/** The ways to write `count` as a sum of at most `most` numbers, the largest first. */
export function* partitions(count: number, most: number, limit = count): Generator<readonly number[]> {
  if (count === 0) yield [];
  if (count === 0 || most === 0) return;
  for (let first = Math.min(count, limit); first * most >= count; first -= 1)
    for (const rest of partitions(count - first, most - 1, first)) yield [first, ...rest];
}

/** The sizes of the pieces a demand may be cut into. */
export function* formsOf({ sizes, pieces, at }: Demand): Generator<readonly number[]> {
  for (const size of sizes) {
    yield [size];
    if (pieces.most < 2 || at !== null || size % pieces.unit !== 0) continue;
    for (const cut of partitions(size / pieces.unit, pieces.most))
      if (cut.length > 1) yield cut.map((units) => units * pieces.unit);
  }
}

/** The cost of a demand's form, wherever it is. */
export const formCost = (demand: Demand, sizes: readonly number[], moved: boolean): number =>
  (moved ? MOVED : 0) + (Math.max(...demand.sizes) - total(sizes)) * SHORT + sizes.length;
