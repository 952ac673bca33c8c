// Whether a placement satisfies its problem, and how good it is: reckoned from the addresses alone, by none of the search.
import {
  BLOCK,
  type Demand,
  entryCount,
  gapBetween,
  joined,
  type Placement,
  type Problem,
  type Score,
  type Span,
  without,
} from './problem.ts';

const sizeOf = ({ start, end }: Span): number => end - start;
const total = (spans: readonly Span[]): number => spans.reduce((sum, span) => sum + sizeOf(span), 0);
const inside = (span: Span, spans: readonly Span[]): boolean =>
  spans.some(({ start, end }) => start <= span.start && span.end <= end);

/** Every way in which a placement is none; empty: all demands are satisfied. */
export function faultsOf(problem: Problem, placement: Placement): string[] {
  const free = joined(problem.free);
  const faults: string[] = [];
  problem.demands.forEach((demand, i) => {
    const pieces = placement[i] ?? [];
    const bad = (what: string): void => void faults.push(`${demand.id}: ${what}`);
    if (!demand.sizes.includes(total(pieces))) bad(`has ${total(pieces)} pages`);
    if (!isCut(demand, pieces)) bad(`is cut into ${pieces.map(sizeOf).join(' + ')}`);
    for (const piece of pieces) {
      if (piece.start % demand.align !== 0) bad(`starts at ${piece.start}`);
      if (!inside(piece, free)) bad(`is at ${piece.start}, which is not free`);
      if (demand.within !== null && !inside(piece, joined(demand.within)))
        bad(`is at ${piece.start}, out of bounds`);
    }
    if (demand.at !== null && (pieces.length !== 1 || pieces[0]?.start !== demand.at))
      bad('is not at its place');
    faults.push(...amongOthers(problem, placement, i));
  });
  return faults;
}

function isCut({ pieces: { most, unit } }: Demand, pieces: readonly Span[]): boolean {
  if (pieces.length === 1) return true;
  const sizes = pieces.map(sizeOf);
  return (
    pieces.length > 1 &&
    pieces.length <= most &&
    sizes.every((size, i) => size > 0 && size % unit === 0 && size <= (sizes[i - 1] ?? size))
  );
}

/** What is wrong between a demand and those before it, or those it wants to touch. */
function amongOthers({ demands }: Problem, placement: Placement, i: number): string[] {
  const demand = demands[i];
  if (demand === undefined) return [];
  const faults: string[] = [];
  const own = placement[i] ?? [];
  own.forEach((piece, n) => {
    if (own.some((other, m) => m < n && piece.start < other.end && other.start < piece.end))
      faults.push(`${demand.id}: pieces overlap`);
  });
  demands.slice(0, i).forEach((other, j) => {
    const gap = gapBetween(demand, other);
    for (const a of own)
      for (const b of placement[j] ?? [])
        if (a.start < b.end + gap && b.start < a.end + gap)
          faults.push(`${demand.id}: closer than ${gap} to ${other.id}`);
  });
  for (const id of demand.nextTo) {
    const j = demands.findIndex((other) => other.id === id);
    const [a] = own;
    const [b, more] = placement[j] ?? [];
    if (
      j >= 0 &&
      j !== i &&
      (own.length !== 1 ||
        more !== undefined ||
        a === undefined ||
        b === undefined ||
        (a.end !== b.start && b.end !== a.start))
    )
      faults.push(`${demand.id}: does not touch ${id}`);
  }
  return faults;
}

const blocksOf = ({ start, end }: Span): number =>
  Math.max(0, Math.floor(end / BLOCK) - Math.ceil(start / BLOCK));

/** The score of a placement that satisfies its problem. */
export function scoreOf(problem: Problem, placement: Placement): Score {
  const sums = { moved: 0, short: 0, pieces: 0, unmet: 0, entries: 0, low: 0 };
  problem.demands.forEach((demand, i) => {
    const pieces = placement[i] ?? [];
    const kept =
      demand.was.length === pieces.length &&
      demand.was.every(({ start, end }, n) => pieces[n]?.start === start && pieces[n].end === end);
    if (demand.was.length > 0 && !kept) sums.moved += 1;
    sums.short += Math.max(...demand.sizes) - total(pieces);
    sums.pieces += pieces.length;
    let before = 0;
    for (const piece of pieces) {
      const size = sizeOf(piece);
      if (demand.wish !== null && piece.start % demand.wish !== 0) sums.unmet += 1;
      if (demand.mapped !== null)
        sums.entries += entryCount(
          demand.mapped === 'same' ? piece.start : demand.mapped + before,
          piece.start,
          size,
        );
      if (!demand.needsLow && piece.start < problem.low) sums.low += size;
      before += size;
    }
  });
  return { ...sums, hole: Math.max(0, ...without(problem.free, placement.flat()).map(blocksOf)) };
}
