// What Xen knows of each page, kept as ranges: which frames are valid, which are static and who took them.
//
// Stands for struct page_info's count_info, mfn_valid (arch/arm) and acquire_staticmem_pages (common/page_alloc.c).
import { compare } from '../../model/addr.ts';
import { byStart, containsRange, endOf, type Range, range, subtract } from '../../model/range.ts';
import { groupsWithRam, type Pdx } from './pdx.ts';
import type { Platform } from './platform.ts';

/** count_info of a free heap page that was scrubbed. */
const FREE_HEAP = 0x180000000000000n;
/** PGC_need_scrub: up to 4.21 it shares PGC_allocated's bit. */
const NEED_SCRUB = { own: 1n << 59n, allocated: 1n << 63n } as const;
/** count_info of a static page with one reference. */
export const TAKEN_STATIC = 0xa000000000000001n;

/** count_info as it is printed: of 32 bits on arm32, with the flags as far from the top. */
export const countInfo = (state: bigint, { longBits }: Platform): bigint =>
  longBits === 64 ? state : (state >> 32n) | (state & 0xffff_ffffn);

interface Prepared extends Range {
  /** count_info once taken; null while free. */
  taken: bigint | null;
}

/** count_info of a heap page that nobody took. Idle CPUs scrub while domains are built, so it may be clean by then. */
export const freeHeapState = (waitsForScrub: boolean, ownBit: boolean): bigint =>
  waitsForScrub ? FREE_HEAP | (ownBit ? NEED_SCRUB.own : NEED_SCRUB.allocated) : FREE_HEAP;

export interface NotFree {
  /** Address of the first page that is not free static memory. */
  readonly at: bigint;
  readonly state: bigint;
  readonly inHeap: boolean;
}

export type Pages = Pick<PageInfo, keyof PageInfo>;

export class PageInfo {
  /** Prepared static ranges by start; a page’s address is exact as a number, which is a far cheaper key. */
  readonly #prepared = new Map<number, Prepared>();
  /** To be put there when somebody asks: of a boot that has ended nobody does. */
  #waiting: Range[] = [];
  readonly #groups: ReadonlySet<number>;
  readonly #end: bigint;
  readonly #mapped: readonly Range[];
  readonly #pdx: Pdx;
  readonly #heap: (address: bigint) => boolean;
  readonly #heapState: bigint;

  /** `mapped`: what of physical memory Xen itself can reach at any time; `heapState`: count_info of the pages that `heap` says yes to. */
  constructor(
    ram: readonly Range[],
    mapped: readonly Range[],
    pdx: Pdx,
    heap: (address: bigint) => boolean,
    heapState: bigint,
  ) {
    this.#heapState = heapState;
    this.#mapped = mapped;
    this.#pdx = pdx;
    this.#heap = heap;
    this.#end = ram.reduce((end, bank) => (endOf(bank) > end ? endOf(bank) : end), 0n);
    this.#groups = groupsWithRam(ram, pdx);
  }

  /** First page of the range that mfn_valid() says no to; null when all are valid. */
  firstInvalid(of: Range): bigint | null {
    const end = of.start + of.size;
    for (let at: bigint = of.start; at < end; at = this.#pdx.nextGroup(at))
      if (at >= this.#end || (at & this.#pdx.holeMask) !== 0n || !this.#groups.has(this.#pdx.groupOf(at)))
        return at;
    return end > this.#end ? this.#end : null;
  }

  /** Whether the table of pages has entries for the whole range. */
  hasEntries(of: Range, skipsHoles: boolean): boolean {
    const end = of.start + of.size;
    if (end > this.#end) return false;
    for (let at: bigint = of.start; at < end; at = this.#pdx.nextGroup(at))
      if ((at & this.#pdx.holeMask) !== 0n || (skipsHoles && !this.#groups.has(this.#pdx.groupOf(at))))
        return false;
    return true;
  }

  /** Whether Xen's own map of RAM covers the whole range. */
  isMapped(of: Range): boolean {
    return this.#mapped.some((part) => containsRange(part, of)) || coveredBy(of, this.#mapped);
  }

  /** Whether some page of the range is not taken by anyone, be it static memory or not. */
  hasUntaken(of: Range): boolean {
    const taken = [...this.#ranges.values()]
      .filter((part) => part.taken !== null)
      .map(({ start, size }) => range(start, size));
    return subtract([of], taken).length > 0;
  }

  /** Whole pages become free static memory. */
  prepare(pages: Range): void {
    this.#waiting.push(pages);
  }

  get #ranges(): Map<number, Prepared> {
    if (this.#waiting.length === 0) return this.#prepared;
    for (const { start, size } of this.#waiting)
      if (size > 0n && !this.#prepared.has(Number(start)))
        this.#prepared.set(Number(start), { start, size, taken: null });
    this.#waiting = [];
    return this.#prepared;
  }

  /** Whether exactly this range was prepared and nobody has it: `acquire` would take it. */
  isReady(of: Range): boolean {
    const exact = this.#ranges.get(Number(of.start));
    return exact !== undefined && exact.size === of.size && exact.taken === null;
  }

  /** Takes the pages of a range for an owner, or tells the first that cannot be had. */
  acquire(of: Range, state: bigint = TAKEN_STATIC): NotFree | null {
    const exact = this.#ranges.get(Number(of.start));
    if (exact !== undefined && exact.size === of.size) {
      if (exact.taken !== null) return { at: exact.start, state: exact.taken, inHeap: false };
      exact.taken = state;
      return null;
    }
    return this.#acquireParts(of, state);
  }

  /** The slow way, for a range that is not one of those prepared. */
  #acquireParts(of: Range, state: bigint): NotFree | null {
    const end = of.start + of.size;
    const inOrder = [...this.#ranges.values()].toSorted(byStart);
    const parts: Prepared[] = [];
    let at: bigint = of.start;
    while (at < end) {
      const here = inOrder.find((part) => part.start <= at && endOf(part) > at);
      if (here === undefined) {
        const inHeap = this.#heap(at);
        return { at, state: inHeap ? this.#heapState : 0n, inHeap };
      }
      if (here.taken !== null) return { at, state: here.taken, inHeap: false };
      parts.push(here);
      at = endOf(here);
    }
    for (const part of parts) this.#take(part, of, state);
    return null;
  }

  /** Marks the common part of a prepared range as taken; what sticks out stays free. */
  #take(part: Prepared, of: Range, state: bigint): void {
    this.#ranges.delete(Number(part.start));
    const end = of.start + of.size;
    const cuts = [part.start, of.start, end, endOf(part)]
      .filter((cut) => cut >= part.start && cut <= endOf(part))
      .toSorted(compare);
    cuts.forEach((from, i) => {
      const to = cuts[i + 1];
      if (to === undefined || to === from) return;
      const taken = from >= of.start && to <= end ? state : null;
      this.#ranges.set(Number(from), { ...range(from, to - from), taken });
    });
  }
}

/** Whether sorted, possibly touching banks cover a range without a gap. */
function coveredBy(of: Range, banks: readonly Range[]): boolean {
  let at: bigint = of.start;
  for (const bank of banks) if (bank.start <= at && endOf(bank) > at) at = endOf(bank);
  return at >= of.start + of.size;
}
