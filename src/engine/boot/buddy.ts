// The heap's free memory as naturally aligned power-of-two chunks, and how one is chosen.
//
// Stands for get_free_buddy and init_heap_pages (common/page_alloc.c). Idle CPUs scrub free memory meanwhile, lowest
// zone first, and a scrubbed chunk is taken before others: here the lowest zone counts as scrubbed, the rest not.
import type { Frames } from './boot-allocator.ts';

/** MAX_ORDER: chunks of at most 1 GiB. */
const MAX_ORDER = 18;

/** A free chunk: first page frame and order. */
interface Chunk {
  readonly start: number;
  readonly order: number;
}

/** page_to_zone: bits of the page frame number. */
const zoneOf = (frame: number): number => (frame === 0 ? 0 : Math.floor(Math.log2(frame)) + 1);
/** get_order_from_bytes, rounding down: the largest order that is no more than these pages. */
export const orderWithin = (pages: number): number => Math.min(MAX_ORDER, Math.floor(Math.log2(pages)));

export class Buddy {
  readonly #chunks: Chunk[] = [];

  constructor(free: readonly Frames[]) {
    for (const { start, end } of free)
      for (let at = start; at < end;) {
        let order = MAX_ORDER;
        while (order > 0 && (at % 2 ** order !== 0 || at + 2 ** order > end)) order -= 1;
        this.#chunks.push({ start: at, order });
        at += 2 ** order;
      }
    this.#chunks.sort((a, b) => a.start - b.start);
  }

  /** Takes a chunk below 2^bits bytes (null: anywhere); answers its first frame. */
  take(order: number, bits: number | null): number | null {
    const top = bits === null ? Number.POSITIVE_INFINITY : bits - 12;
    const fits = this.#chunks.filter((chunk) => chunk.order >= order && zoneOf(chunk.start) <= top);
    if (fits.length === 0) return null;
    const zones = fits.map((chunk) => zoneOf(chunk.start));
    const lowest = this.#chunks[0] === undefined ? 0 : zoneOf(this.#chunks[0].start);
    const zone = zones.includes(lowest) ? lowest : Math.max(...zones);
    const smallest = Math.min(...fits.filter((chunk) => zoneOf(chunk.start) === zone).map((c) => c.order));
    const index = this.#chunks.findIndex((chunk) => chunk.order === smallest && zoneOf(chunk.start) === zone);
    const [chunk] = this.#chunks.splice(index, 1);
    if (chunk === undefined) return null;
    const rest: Chunk[] = [];
    let at = chunk.start;
    for (let half = chunk.order - 1; half >= order; half -= 1) {
      rest.push({ start: at, order: half });
      at += 2 ** half;
    }
    this.#chunks.splice(index, 0, ...rest);
    return at;
  }
}
