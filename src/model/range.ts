// Half-open address ranges [start, start + size) and the set arithmetic on them.
import { type Addr, type Bytes, compare, distance, maxOf, minOf } from './addr.ts';

/** `size` bytes from `start`. A size of zero is an empty range: it overlaps and contains nothing. */
export interface Range {
  readonly start: Addr;
  readonly size: Bytes;
}

/** The first address after the range (exclusive end). */
export const endOf = (range: Range): Addr => (range.start + range.size) as Addr;

export const range = (start: bigint, size: bigint): Range => ({ start: start as Addr, size: size as Bytes });

/** The range from `start` up to, not including, `end`; empty when `end` is not above `start`. */
export const between = (start: Addr, end: Addr): Range => ({
  start,
  size: end > start ? distance(start, end) : (0n as Bytes),
});

export const isEmpty = (r: Range): boolean => r.size <= 0n;
export const sameRange = (a: Range, b: Range): boolean => a.start === b.start && a.size === b.size;
export const containsAddr = (r: Range, at: Addr): boolean => at >= r.start && at < endOf(r);
/** Whether every byte of `inner` lies in `outer`; an empty `inner` never does. */
export const containsRange = (outer: Range, inner: Range): boolean =>
  !isEmpty(inner) && inner.start >= outer.start && endOf(inner) <= endOf(outer);
export const overlaps = (a: Range, b: Range): boolean =>
  !isEmpty(a) && !isEmpty(b) && (a.start <= b.start ? b.start < endOf(a) : a.start < endOf(b));

/** The common part of two ranges, or null when they only touch or lie apart. */
export const intersection = (a: Range, b: Range): Range | null =>
  overlaps(a, b) ? between(maxOf(a.start, b.start), minOf(endOf(a), endOf(b))) : null;

export const byStart = (a: Range, b: Range): number => compare(a.start, b.start) || compare(a.size, b.size);

/** The ranges as a sorted list without overlaps; ranges that touch are joined, empty ones vanish. */
export function union(ranges: readonly Range[]): Range[] {
  const joined: Range[] = [];
  for (const next of ranges.filter((r) => !isEmpty(r)).toSorted(byStart)) {
    const last = joined.at(-1);
    if (last !== undefined && next.start <= endOf(last))
      joined[joined.length - 1] = between(last.start, maxOf(endOf(last), endOf(next)));
    else joined.push(next);
  }
  return joined;
}

function inOrder(ranges: readonly Range[]): readonly Range[] {
  let last: bigint = 0n;
  for (const { start } of ranges) {
    if (start < last) return ranges.toSorted(byStart);
    last = start;
  }
  return ranges;
}

/** What is left of `from` once every range of `taken` is cut out: sorted, disjoint. */
export function subtract(from: readonly Range[], taken: readonly Range[]): Range[] {
  const cuts = inOrder(taken);
  const left: Range[] = [];
  /** Cuts before this one end below all pieces that are left. */
  let first = 0;
  for (const piece of union(from)) {
    let at = piece.start;
    const end = endOf(piece);
    for (let i = first; i < cuts.length; i += 1) {
      const cut = cuts[i];
      if (cut === undefined || cut.start >= end) break;
      const cutEnd = endOf(cut);
      if (cutEnd <= at || isEmpty(cut)) {
        if (i === first) first += 1;
        continue;
      }
      if (cut.start > at) left.push(between(at, cut.start));
      at = cutEnd;
    }
    if (at < end) left.push(between(at, end));
  }
  return left;
}

export const totalSize = (ranges: readonly Range[]): Bytes =>
  ranges.reduce((sum, r) => sum + r.size, 0n) as Bytes;
