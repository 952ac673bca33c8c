// Which demands touch one another, and so can only be placed as one.
import type { Demand } from './problem.ts';

/**
 * The rows of those that touch one another, as lists of indices in order; null for one that can be no row, since something in
 * it would have three neighbours or all of it would be a ring.
 */
export function rowsOf(demands: readonly Demand[]): (number[] | null)[] {
  const index = new Map(demands.map(({ id }, i) => [id, i]));
  const touching = demands.map(() => new Set<number>());
  demands.forEach((demand, i) => {
    for (const id of demand.nextTo) {
      const j = index.get(id);
      if (j === undefined || j === i) continue;
      touching[i]?.add(j);
      touching[j]?.add(i);
    }
  });
  const seen = new Set<number>();
  const rows: (number[] | null)[] = [];
  const walk = (from: number): number[] => {
    const row: number[] = [];
    const open = [from];
    for (let i = open.pop(); i !== undefined; i = open.pop()) {
      if (seen.has(i)) continue;
      seen.add(i);
      row.push(i);
      open.push(...(touching[i] ?? []));
    }
    return row;
  };
  const isEnd = (i: number): boolean => (touching[i]?.size ?? 0) < 2;
  demands.forEach((_, i) => {
    if (!seen.has(i) && isEnd(i)) {
      const row = walk(i);
      rows.push(row.some((j) => (touching[j]?.size ?? 0) > 2) ? null : row);
    }
  });
  demands.forEach((_, i) => {
    if (seen.has(i)) return;
    walk(i);
    rows.push(null);
  });
  return rows;
}
