// The allocator Xen uses before it has a heap: a short sorted list of free page-frame ranges.
//
// Stands for bootmem_region_add, init_boot_pages and alloc_boot_pages (common/page_alloc.c).
import type { Range } from '../../model/range.ts';

/** Page frames [start, end). */
export interface Frames {
  start: number;
  end: number;
}

export type BootMemoryTrouble = 'overlap' | 'fragments' | 'empty' | 'no-fit';

export class BootAllocator {
  readonly regions: Frames[] = [];

  /** `room`: entries of bootmem_region_list, a page of pairs of longs. */
  constructor(private readonly room: number) {}

  /** Gives a range, rounded inwards to pages. */
  add(range: Range): BootMemoryTrouble | null {
    const start = Number((range.start + 4095n) >> 12n);
    const end = Number((range.start + range.size) >> 12n);
    return this.#insert(start, end);
  }

  /** Gives page frames [start, end). */
  give(start: number, end: number): BootMemoryTrouble | null {
    return this.#insert(start, end);
  }

  #insert(start: number, end: number): BootMemoryTrouble | null {
    if (start >= end) return null;
    const { regions } = this;
    let at = regions.length;
    while (at > 0 && start < (regions[at - 1]?.end ?? 0)) at -= 1;
    const next = regions[at];
    if (next !== undefined && end > next.start) return 'overlap';
    if (regions.length === this.room) return 'fragments';
    regions.splice(at, 0, { start, end });
    return null;
  }

  /** Takes pages from the highest region that fits, as high as possible. Answers the first frame. */
  take(pages: number, align: number): number | BootMemoryTrouble {
    if (this.regions.length === 0) return 'empty';
    for (let i = this.regions.length - 1; i >= 0; i -= 1) {
      const region = this.regions[i];
      if (region === undefined) break;
      const at = region.end - pages;
      const first = at - (((at % align) + align) % align);
      if (first >= region.end || first < region.start) continue;
      const end = region.end;
      region.end = first;
      return this.#insert(first + pages, end) ?? first;
    }
    return 'no-fit';
  }
}
