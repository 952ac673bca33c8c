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

interface Entry<T> {
  readonly range: T;
  /** Its index in Xen's array. */
  readonly order: number;
  /** Its start, near enough: numbers are found far sooner than bigints. */
  readonly near: number;
}

/** So many new entries are put among the others one by one; more of them are sorted in. */
const FEW = 8;

export class OverlapIndex<T extends Range> {
  #apart: Entry<T>[] = [];
  readonly #others: Entry<T>[] = [];
  /** Not looked at before somebody asks. */
  #waiting: Entry<T>[] = [];

  /** Records a range under its index in Xen's array. */
  add(range: T, order: number): void {
    this.#waiting.push({ range, order, near: Number(range.start) });
  }

  /** All that was recorded: those that overlap nothing by their start, then the others. */
  get byStart(): readonly T[] {
    this.#arrange();
    return [...this.#apart, ...this.#others].map(({ range }) => range);
  }

  /** The earliest recorded range that overlaps and is not passed over, with its order. */
  first(of: Range, passOver?: (range: T) => boolean): { readonly range: T; readonly order: number } | null {
    this.#arrange();
    const start = of.start;
    const end = wrappedEnd(of);
    let found: Entry<T> | null = null;
    const consider = (entry: Entry<T>): void => {
      if (found !== null && found.order < entry.order) return;
      if (!meets(start, end, entry.range) || passOver?.(entry.range) === true) return;
      found = entry;
    };
    if (end < start) for (const entry of this.#apart) consider(entry);
    else
      for (let i = Math.max(0, this.#firstAbove(start) - 1); i < this.#apart.length; i += 1) {
        const entry = this.#apart[i];
        if (entry === undefined || (entry.range.start >= end && entry.range.start > start)) break;
        consider(entry);
      }
    for (const entry of this.#others) consider(entry);
    return found;
  }

  #arrange(): void {
    const waiting = this.#waiting;
    if (waiting.length === 0) return;
    this.#waiting = [];
    if (waiting.length <= FEW) for (const entry of waiting) this.#insert(entry);
    else this.#sortIn(waiting);
  }

  #insert(entry: Entry<T>): void {
    const { start } = entry.range;
    const at = this.#firstAbove(start);
    const before = this.#apart[at - 1]?.range;
    const after = this.#apart[at]?.range;
    if (
      isPlain(entry.range) &&
      (before === undefined || before.start + before.size <= start) &&
      (after === undefined || start + entry.range.size <= after.start)
    )
      this.#apart.splice(at, 0, entry);
    else this.#others.push(entry);
  }

  #sortIn(entries: readonly Entry<T>[]): void {
    const all = [...this.#apart, ...entries].sort(
      (a, b) => a.near - b.near || compare(a.range.start, b.range.start),
    );
    const apart: Entry<T>[] = [];
    let end = 0n;
    for (const entry of all) {
      const { start, size } = entry.range;
      if (start >= end && isPlain(entry.range)) {
        apart.push(entry);
        end = start + size;
      } else this.#others.push(entry);
    }
    this.#apart = apart;
  }

  /** Index of the first sorted range that starts above `start`. */
  #firstAbove(start: bigint): number {
    const near = Number(start);
    const all = this.#apart;
    let low = 0;
    let high = all.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((all[middle]?.near ?? 0) <= near) low = middle + 1;
      else high = middle;
    }
    // Beyond 2^53 neighbours look the same.
    while (all[low - 1]?.near === near && (all[low - 1]?.range.start ?? 0n) > start) low -= 1;
    return low;
  }
}

/** Neither empty nor around the end of 64 bits. */
const isPlain = ({ start, size }: Range): boolean => size > 0n && start + size < ADDRESS_LIMIT;
