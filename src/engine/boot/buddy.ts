// The heap's free memory: naturally aligned power-of-two chunks on a list for each zone and order, and which of them a
// request gets.
//
// Stands for init_heap_pages, free_heap_pages, get_free_buddy, alloc_heap_pages and scrub_free_pages
// (common/page_alloc.c, every release). Memory that still has to be scrubbed is dirty: a clean chunk anywhere is taken
// before it, and idle CPUs clean the dirty ones from the lowest zone upwards, the largest first.
import type { Frames } from './boot-allocator.ts';

/** MAX_ORDER: chunks of at most 1 GiB. */
export const MAX_ORDER = 18;

/** A free chunk: first page frame and order. */
interface Chunk {
  readonly start: number;
  readonly order: number;
  readonly dirty: boolean;
}

/** page_to_zone: bits of the page frame number. */
const zoneOf = (frame: number): number => (frame === 0 ? 1 : Math.floor(Math.log2(frame)) + 1);
/** bits_to_zone: the highest zone below 2^bits bytes (null: of all). */
const topZone = (bits: number | null): number =>
  bits === null ? Number.POSITIVE_INFINITY : Math.max(1, bits - 12);
/** What of a chunk is taken for a smaller order. */
const upperPart = ({ start, order }: Chunk, wanted: number): number => start + 2 ** order - 2 ** wanted;
/** get_allocation_size: the largest order that is no more than these pages. */
export const orderWithin = (pages: number): number => Math.min(MAX_ORDER, Math.floor(Math.log2(pages)));

/** A list for each order. Lists are never changed in place, so that a copy of the heap may share them. */
type Zone = (readonly Chunk[])[];

export class Buddy {
  /** Those that have ever had memory, highest first. */
  readonly #zones: Map<number, Zone>;

  #dirty: number;

  private constructor(zones: Map<number, Zone>, dirty: number) {
    this.#zones = zones;
    this.#dirty = dirty;
  }

  /** How many chunks are still to be scrubbed. */
  get dirty(): number {
    return this.#dirty;
  }

  /** end_boot_allocator: the first region, then the others from the highest down. `dirty`: idle CPUs are to scrub it. */
  static of(free: readonly Frames[], dirty: boolean): Buddy {
    const [first, ...others] = free;
    const heap = new Buddy(new Map(), 0);
    for (const region of first === undefined ? [] : [first, ...others.toReversed()]) heap.give(region, dirty);
    return heap;
  }

  /** _init_heap_pages; the page at 0 is kept away from the heap. */
  give({ start, end }: Frames, dirty = false): void {
    for (let at = Math.max(start, 1); at < end;) {
      let order = orderWithin(end - at);
      while (at % 2 ** order !== 0) order -= 1;
      this.free(at, order, dirty);
      at += 2 ** order;
    }
  }

  copy(): Buddy {
    return new Buddy(new Map([...this.#zones].map(([zone, lists]) => [zone, [...lists]])), this.#dirty);
  }

  #lists(zone: number): Zone {
    let lists = this.#zones.get(zone);
    if (lists === undefined) {
      lists = Array.from({ length: MAX_ORDER + 1 }, () => []);
      const all = [...this.#zones, [zone, lists] as const].toSorted(([a], [b]) => b - a);
      this.#zones.clear();
      for (const [key, value] of all) this.#zones.set(key, value);
    }
    return lists;
  }

  /** page_list_add_scrub: clean chunks to the head of their list, dirty ones to its tail. */
  #add(chunk: Chunk): void {
    const lists = this.#lists(zoneOf(chunk.start));
    const list = lists[chunk.order] ?? [];
    lists[chunk.order] = chunk.dirty ? [...list, chunk] : [chunk, ...list];
    if (chunk.dirty) this.#dirty += 1;
  }

  /** Gives a chunk back, joined with its free neighbours as far as they go. */
  free(start: number, order: number, dirty = false): void {
    let chunk: Chunk = { start, order, dirty };
    while (chunk.order < MAX_ORDER) {
      const size = 2 ** chunk.order;
      const isUpper = (chunk.start / size) % 2 === 1;
      const at = isUpper ? chunk.start - size : chunk.start + size;
      const lists = this.#lists(zoneOf(at));
      const list = lists[chunk.order] ?? [];
      const neighbour = list.find((other) => other.start === at);
      if (neighbour === undefined) break;
      lists[chunk.order] = list.filter((other) => other !== neighbour);
      if (neighbour.dirty) this.#dirty -= 1;
      chunk = {
        start: Math.min(at, chunk.start),
        order: chunk.order + 1,
        dirty: chunk.dirty || neighbour.dirty,
      };
    }
    this.#add(chunk);
  }

  /** The lowest width, in address bits, below which there is a chunk of this order or more; null for none anywhere. */
  lowestBits(order: number): number | null {
    const zone = [...this.#zones].findLast(([, lists]) =>
      lists.some((list, o) => o >= order && list.length > 0),
    );
    return zone === undefined ? null : zone[0] + 12;
  }

  /** The first frame of what `take` would answer. */
  peek(order: number, bits: number | null): number | null {
    const top = topZone(bits);
    let passedOver: Chunk | undefined;
    for (const [zone, lists] of this.#zones) {
      if (zone > top) continue;
      for (let o = order; o <= MAX_ORDER; o += 1) {
        const [head, next] = lists[o] ?? [];
        if (head?.dirty === false) return upperPart(head, order);
        passedOver ??= next ?? head;
      }
    }
    return passedOver === undefined ? null : upperPart(passedOver, order);
  }

  /** Takes a chunk below 2^bits bytes (null: anywhere); answers its first frame. */
  take(order: number, bits: number | null): number | null {
    const top = topZone(bits);
    return this.#takeFrom(top, order, false) ?? this.#takeFrom(top, order, true);
  }

  /** Takes this chunk, wherever in a larger free one it is; false where it is not free as a whole. */
  claim(start: number, order: number): boolean {
    const lists = this.#lists(zoneOf(start));
    for (let o = order; o <= MAX_ORDER; o += 1) {
      const chunk = lists[o]?.find((one) => one.start <= start && start < one.start + 2 ** o);
      if (chunk === undefined) continue;
      lists[o] = (lists[o] ?? []).filter((one) => one !== chunk);
      if (chunk.dirty) this.#dirty -= 1;
      let at = chunk.start;
      for (let half = o - 1; half >= order; half -= 1) {
        const isUpper = start >= at + 2 ** half;
        this.#add({ start: isUpper ? at : at + 2 ** half, order: half, dirty: chunk.dirty });
        if (isUpper) at += 2 ** half;
      }
      return true;
    }
    return false;
  }

  /** Free chunks of 2^n pages, at index n. */
  chunks(): number[] {
    const counts = Array.from({ length: MAX_ORDER + 1 }, () => 0);
    for (const lists of this.#zones.values())
      lists.forEach((list, order) => (counts[order] = (counts[order] ?? 0) + list.length));
    return counts;
  }

  /** Free pages by zone. */
  pagesByZone(): Map<number, number> {
    return new Map(
      [...this.#zones].map(([zone, lists]) => [
        zone,
        lists.reduce((sum, list, order) => sum + list.length * 2 ** order, 0),
      ]),
    );
  }

  /** Pages Xen takes for itself, one by one: from the highest zone, scrubbed or not. */
  takePages(count: number): void {
    for (let i = 0; i < count; i += 1) this.#takeFrom(Number.POSITIVE_INFINITY, 0, true);
  }

  /** get_free_buddy. A dirty chunk that is passed over goes to the tail of its list, so the next one is looked at first. */
  #takeFrom(top: number, order: number, dirtyToo: boolean): number | null {
    for (const [zone, lists] of this.#zones) {
      if (zone > top) continue;
      for (let o = order; o <= MAX_ORDER; o += 1) {
        const [head, ...rest] = lists[o] ?? [];
        if (head === undefined) continue;
        if (head.dirty && !dirtyToo) lists[o] = [...rest, head];
        else {
          lists[o] = rest;
          if (head.dirty) this.#dirty -= 1;
          return this.#split(head, order);
        }
      }
    }
    return null;
  }

  /** Halves a chunk as often as needed: lower halves stay free, the upper one is taken. */
  #split(chunk: Chunk, order: number): number {
    let at = chunk.start;
    for (let half = chunk.order - 1; half >= order; half -= 1) {
      this.#add({ start: at, order: half, dirty: chunk.dirty });
      at += 2 ** half;
    }
    return at;
  }

  /** An idle CPU cleans the next chunk of at least this order; its zone, or null when nothing is left to clean. */
  scrub(least: number): number | null {
    for (const [zone, lists] of [...this.#zones].toReversed())
      for (let o = MAX_ORDER; o >= least; o -= 1) {
        const list = lists[o] ?? [];
        const last = list.at(-1);
        if (last?.dirty !== true) continue;
        lists[o] = [{ ...last, dirty: false }, ...list.slice(0, -1)];
        this.#dirty -= 1;
        return zone;
      }
    return null;
  }
}
