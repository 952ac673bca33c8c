// Finding what a range overlaps among ranges recorded one after another.
//
// Xen compares with every entry in the order they were recorded and reports the first. The answer here is the same,
// found by binary search: entries that overlapped nothing when they came are kept sorted, the few others in a list.
import { ADDRESS_LIMIT, compare } from '../../model/addr.ts';
import type { Range } from '../../model/range.ts';

/** Ends wrap at 64 bits, as in Xen's paddr_t. */
export const wrappedEnd = (range: Range): bigint => BigInt.asUintN(64, range.start + range.size);

/** Xen's overlap test (meminfo_overlap_check, boot_modules_overlap_check): touching is apart, an empty range strictly inside is not. */
export const meets = (start: bigint, end: bigint, other: Range): boolean =>
  !(end <= other.start || start >= wrappedEnd(other));

/** A range with its ends as numbers, which are found and compared far sooner than bigints. */
export interface Extent<T extends Range = Range> {
  readonly range: T;
  readonly from: number;
  /** The wrapped end. */
  readonly to: number;
  /** Whether both are what they stand for; beyond 2^53 they are only near. */
  readonly isExact: boolean;
  /** It goes around the end of 64 bits. */
  readonly wraps: boolean;
}

export function extentOf<T extends Range>(range: T): Extent<T> {
  const end = wrappedEnd(range);
  const [from, to] = [Number(range.start), Number(end)];
  const isExact = from <= Number.MAX_SAFE_INTEGER && to <= Number.MAX_SAFE_INTEGER;
  return { range, from, to, isExact, wraps: end < range.start };
}

const meet = (a: Extent, b: Extent): boolean =>
  a.isExact && b.isExact
    ? a.to > b.from && a.from < b.to
    : meets(a.range.start, wrappedEnd(a.range), b.range);

/** Exact ranges, each where the one before ends or behind: two such rows are compared in one go through both. */
export type Row = readonly Extent[];

/** The ranges as a row; null where there is none of them. */
export function rowOf(ranges: readonly Extent[]): Row | null {
  const row = ranges.toSorted((a, b) => a.from - b.from);
  for (let i = 0; i < row.length; i += 1) {
    const [one, next] = [row[i], row[i + 1]];
    if (one?.isExact !== true || one.from >= one.to || (next !== undefined && next.from < one.to))
      return null;
  }
  return row;
}

/** Whether `a` starts above all of `b` and not at the same place. */
const startsBehind = (a: Extent, b: Extent): boolean =>
  a.isExact && b.isExact
    ? a.from >= b.to && a.from > b.from
    : a.range.start >= wrappedEnd(b.range) && a.range.start > b.range.start;

interface Entry<T extends Range> {
  readonly of: Extent<T>;
  /** Its index in Xen's array. */
  readonly order: number;
}

const byStart = ({ of: a }: Entry<Range>, { of: b }: Entry<Range>): number =>
  a.from - b.from || compare(a.range.start, b.range.start);

/** So many new entries are put among the others one by one; more of them are sorted in. */
const FEW = 8;

export class OverlapIndex<T extends Range> {
  #apart: Entry<T>[] = [];
  readonly #others: Entry<T>[] = [];
  /** Not looked at before somebody asks. */
  #waiting: Entry<T>[] = [];

  /** Records a range under its index in Xen's array. */
  add(of: Extent<T>, order: number): void {
    this.#waiting.push({ of, order });
  }

  /** All that was recorded. */
  get byStart(): readonly T[] {
    this.#arrange();
    const all = this.#others.length === 0 ? this.#apart : [...this.#apart, ...this.#others].sort(byStart);
    return all.map(({ of }) => of.range);
  }

  /** The earliest recorded range that overlaps and is not passed over, with its order. */
  first(of: Extent, passOver?: (range: T) => boolean): { readonly range: T; readonly order: number } | null {
    this.#arrange();
    let found: Entry<T> | null = null;
    const consider = (entry: Entry<T>): void => {
      if (found !== null && found.order < entry.order) return;
      if (!meet(of, entry.of) || passOver?.(entry.of.range) === true) return;
      found = entry;
    };
    if (of.wraps) for (const entry of this.#apart) consider(entry);
    else
      for (let i = Math.max(0, this.#firstAbove(of) - 1); i < this.#apart.length; i += 1) {
        const entry = this.#apart[i];
        if (entry === undefined || startsBehind(entry.of, of)) break;
        consider(entry);
      }
    for (const entry of this.#others) consider(entry);
    return found === null ? null : { range: (found as Entry<T>).of.range, order: (found as Entry<T>).order };
  }

  /** Whether none that was recorded overlaps any of a row. False as well where that takes a closer look. */
  isClearOf(row: Row): boolean {
    this.#arrange();
    const all = this.#apart;
    for (let i = 0, j = 0; i < row.length && j < all.length;) {
      const a = row[i];
      const b = all[j]?.of;
      if (a === undefined || b?.isExact !== true) return false;
      if (a.to <= b.from) i += 1;
      else if (b.to <= a.from) j += 1;
      else return false;
    }
    return this.#others.every(({ of }) => !row.some((one) => meet(one, of)));
  }

  #arrange(): void {
    const waiting = this.#waiting;
    if (waiting.length === 0) return;
    this.#waiting = [];
    if (waiting.length <= FEW) for (const entry of waiting) this.#insert(entry);
    else this.#sortIn(waiting);
  }

  #insert(entry: Entry<T>): void {
    const at = this.#firstAbove(entry.of);
    const before = this.#apart[at - 1]?.of;
    const after = this.#apart[at]?.of;
    if (
      isPlain(entry.of) &&
      (before === undefined || isBehind(entry.of, before)) &&
      (after === undefined || isBehind(after, entry.of))
    )
      this.#apart.splice(at, 0, entry);
    else this.#others.push(entry);
  }

  #sortIn(entries: readonly Entry<T>[]): void {
    const all = [...this.#apart, ...entries].sort(byStart);
    const apart: Entry<T>[] = [];
    let last: Extent | undefined;
    for (const entry of all)
      if (isPlain(entry.of) && (last === undefined || isBehind(entry.of, last))) {
        apart.push(entry);
        last = entry.of;
      } else this.#others.push(entry);
    this.#apart = apart;
  }

  /** Index of the first sorted range that starts above. */
  #firstAbove(of: Extent): number {
    const all = this.#apart;
    let low = 0;
    let high = all.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((all[middle]?.of.from ?? 0) <= of.from) low = middle + 1;
      else high = middle;
    }
    if (of.isExact) return low;
    while (all[low - 1]?.of.from === of.from && (all[low - 1]?.of.range.start ?? 0n) > of.range.start)
      low -= 1;
    return low;
  }
}

/** Whether a plain range starts at or behind the end of another. */
const isBehind = (a: Extent, b: Extent): boolean =>
  a.isExact && b.isExact ? a.from >= b.to : a.range.start >= b.range.start + b.range.size;

/** Neither empty nor around the end of 64 bits. */
const isPlain = ({ range: { start, size }, isExact, from, to }: Extent): boolean =>
  isExact ? to > from : size > 0n && start + size < ADDRESS_LIMIT;
