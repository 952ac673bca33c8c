// The coloured part of Xen's heap: domains get pages from it, one by one, of their own colours.
//
// Stands for end_boot_allocator, init_color_heap_pages and alloc_color_heap_page (common/page_alloc.c), since 4.20.
import type { Frames } from './boot-allocator.ts';

export interface ColoredHeap {
  /** What Xen keeps for itself. */
  readonly own: readonly Frames[];
  readonly colored: ColorHeap;
}

/**
 * Divides the heap: the lowest region is Xen's whole, then so many pages from the start of the others, the highest first;
 * the rest is coloured.
 */
export function divideHeap(regions: readonly Frames[], ownPages: number, colors: number): ColoredHeap {
  const [lowest, ...others] = regions.filter(({ start, end }) => start < end);
  const own: Frames[] = lowest === undefined ? [] : [lowest];
  const pages = Array.from({ length: colors }, () => 0);
  let wanted = ownPages;
  for (const { start, end } of others.toReversed()) {
    const kept = Math.min(wanted, end - start);
    wanted -= kept;
    if (kept > 0) own.push({ start, end: start + kept });
    countColors(pages, start + kept, end);
  }
  own.sort((a, b) => a.start - b.start);
  return { own, colored: new ColorHeap(pages) };
}

/** Adds the pages from `start` to `end` to those of their colours. */
function countColors(pages: number[], start: number, end: number): void {
  const colors = pages.length;
  const whole = Math.floor((end - start) / colors);
  const rest = (end - start) % colors;
  for (let color = 0; color < colors; color += 1) {
    const behind = (color - (start % colors) + colors) % colors;
    pages[color] = (pages[color] ?? 0) + whole + (behind < rest ? 1 : 0);
  }
}

export class ColorHeap {
  readonly #free: number[];

  constructor(free: readonly number[]) {
    this.#free = [...free];
  }

  /** Free pages of some colours together. */
  freeOf(colors: readonly number[]): number {
    return [...new Set(colors)].reduce((sum, color) => sum + (this.#free[color] ?? 0), 0);
  }

  /** Takes pages, each of the colour that has most left; false, and nothing taken, where they are not there. */
  take(pages: number, colors: readonly number[]): boolean {
    const own = [...new Set(colors)];
    if (this.freeOf(own) < pages) return false;
    // Down to a common level; of the colours that stand there, the first give one more.
    let [low, high] = [0, Math.max(0, ...own.map((color) => this.#free[color] ?? 0))];
    const above = (level: number): number =>
      own.reduce((sum, color) => sum + Math.max(0, (this.#free[color] ?? 0) - level), 0);
    while (low < high) {
      const level = Math.floor((low + high) / 2);
      if (above(level) <= pages) high = level;
      else low = level + 1;
    }
    let rest = pages - above(low);
    for (const color of own) {
      const free = this.#free[color] ?? 0;
      if (free < low) continue;
      this.#free[color] = low - (rest > 0 && low > 0 ? 1 : 0);
      if (rest > 0) rest -= 1;
    }
    return true;
  }
}
