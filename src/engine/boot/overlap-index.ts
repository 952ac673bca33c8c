// Finding what a range overlaps among ranges recorded one after another.
//
// Xen compares with every entry in the order they were recorded and reports the first. The answer here is the same,
// found by binary search: entries that overlapped nothing when they came are kept sorted, the few others in a list.
import type { Addr } from '../../model/addr.ts';
import type { Range } from '../../model/range.ts';

/** Ends wrap at 64 bits, as in Xen's paddr_t. */
export const wrappedEnd = (range: Range): bigint => BigInt.asUintN(64, range.start + range.size);

/** Xen's overlap test (meminfo_overlap_check, boot_modules_overlap_check): touching is apart, an empty range strictly inside is not. */
export const meets = (start: bigint, end: bigint, other: Range): boolean =>
  !(end <= other.start || start >= wrappedEnd(other));

export class OverlapIndex<T extends Range> {
  readonly #apart: { readonly range: T; readonly order: number }[] = [];
  readonly #others: { readonly range: T; readonly order: number }[] = [];

  /** Records a range under its index in Xen's array. */
  add(range: T, order: number): void {
    const entry = { range, order };
    const at = this.#firstAbove(range.start);
    const before = this.#apart[at - 1]?.range;
    const after = this.#apart[at]?.range;
    const end = range.start + range.size;
    if (
      range.size > 0n &&
      end < 1n << 64n &&
      (before === undefined || before.start + before.size <= range.start) &&
      (after === undefined || end <= after.start)
    )
      this.#apart.splice(at, 0, entry);
    else this.#others.push(entry);
  }

  /** The earliest recorded range that overlaps and is not passed over, with its order. */
  first(of: Range, passOver?: (range: T) => boolean): { readonly range: T; readonly order: number } | null {
    const start = of.start;
    const end = wrappedEnd(of);
    let found: { readonly range: T; readonly order: number } | null = null;
    const consider = (entry: { readonly range: T; readonly order: number }): void => {
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

  /** Index of the first sorted range that starts above `start`. */
  #firstAbove(start: Addr): number {
    let low = 0;
    let high = this.#apart.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const entry = this.#apart[middle];
      if (entry !== undefined && entry.range.start <= start) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
