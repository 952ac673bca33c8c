// Which chunks of the heap become dom0's RAM, one to one, and whether that is the same in every boot.
//
// Stands for allocate_memory_11 and insert_11_bank (arch/arm/domain_build.c, every release). Idle CPUs scrub free
// memory meanwhile, and what is scrubbed is taken first: so every way their progress can fall between two requests is
// followed, and dom0's memory is certain where all of them end alike.
import { MiB } from '../../model/addr.ts';
import { MAX_BANKS } from './bootinfo.ts';
import { type Buddy, orderWithin } from './buddy.ts';

/** Chunks below 4 MiB are not looked for; a chunk below the first bank, and the first bank itself, have 128 MiB. */
const MIN_ORDER = 10;
const LOW_PAGES = Number(128n * MiB) / 4096;

/** Page frames. */
export interface Bank {
  readonly start: number;
  readonly pages: number;
}

export interface Taken {
  /** Ascending. */
  readonly banks: readonly Bank[];
  /** Pages that could not be had. */
  readonly left: number;
}

export interface Request {
  /** Pages dom0 is to get. */
  readonly pages: number;
  /** Address bits of low memory, which is used up first. */
  readonly lowBits: number;
}

interface Step extends Taken {
  readonly heap: Buddy;
  /** Of the chunk looked for next. */
  readonly order: number;
  readonly low: boolean;
  readonly done: boolean;
}

/** Order of the least chunk that can be the first bank of low memory. */
const leastFirst = (pages: number): number => Math.ceil(Math.log2(Math.min(pages, LOW_PAGES)));

/** The largest chunk of low memory that can be the first bank; null for none. */
function firstLow(
  heap: Buddy,
  { pages, lowBits }: Request,
  from = orderWithin(pages),
): { readonly order: number; readonly bits: number } | null {
  for (let order = from; order >= leastFirst(pages); order -= 1) {
    const bits = heap.lowestBits(order);
    if (bits !== null && bits <= lowBits) return { order, bits };
  }
  return null;
}

/** Whether the first bank can be low memory, which a 32-bit dom0 needs; scrubbing changes nothing about it. */
export const hasLowBank = (heap: Buddy, request: Request): boolean => firstLow(heap, request) !== null;

/** The next chunk there is for dom0, or null when it has all or nothing more is found. */
function nextChunk(
  step: Step,
  request: Request,
): { readonly order: number; readonly bits: number | null; readonly low: boolean } | null {
  if (step.done) return null;
  const { pages, lowBits } = request;
  const { heap, left, banks } = step;
  let { order, low } = step;
  if (banks.length === 0 && low) {
    const first = firstLow(heap, request, order);
    if (first !== null) return { ...first, low };
    order = orderWithin(left);
    low = false;
  }
  while (left > 0 && banks.length < MAX_BANKS) {
    const bits = heap.lowestBits(order);
    if (bits !== null && (!low || bits <= lowBits)) return { order, bits: low ? lowBits : null, low };
    order -= 1;
    if (low && order < leastFirst(pages)) {
      order = orderWithin(left);
      low = false;
    } else if (order < MIN_ORDER) break;
  }
  return null;
}

/** insert_11_bank: joins what touches; null for a small chunk below the first bank, which is refused. */
function inserted(banks: readonly Bank[], chunk: Bank): readonly Bank[] | null {
  const end = chunk.start + chunk.pages;
  const [first] = banks;
  if (first !== undefined && chunk.pages < LOW_PAGES && end < first.start) return null;
  for (const [i, bank] of banks.entries()) {
    if (bank.start === end) return banks.with(i, { start: chunk.start, pages: bank.pages + chunk.pages });
    if (chunk.start === bank.start + bank.pages)
      return banks.with(i, { start: bank.start, pages: bank.pages + chunk.pages });
    if (end < bank.start) return banks.toSpliced(i, 0, chunk);
  }
  return [...banks, chunk];
}

const GIB_PAGES = 1 << 18;
const gibsOf = ({ start, pages }: Bank): readonly [number, number] => [
  Math.floor(start / GIB_PAGES),
  Math.floor((start + pages - 1) / GIB_PAGES),
];

/** Stage-2 tables a chunk needs: the first one the table above, and one for each GiB it is not the whole of. */
function tablesFor(banks: readonly Bank[], chunk: Bank): number {
  const [gib] = gibsOf(chunk);
  const known = banks.some((bank) => gibsOf(bank)[0] <= gib && gib <= gibsOf(bank)[1]);
  return (banks.length === 0 ? 1 : 0) + (known || chunk.pages >= GIB_PAGES ? 0 : 1);
}

/** What comes of a chunk taken off `heap`. */
function withChunk(step: Step, heap: Buddy, order: number, low: boolean, start: number): Step {
  const chunk = { start, pages: 2 ** order };
  const banks = inserted(step.banks, chunk);
  if (banks === null) {
    heap.free(start, order);
    return { ...step, heap, order: orderWithin(step.left), low: false, done: !low };
  }
  heap.takePages(tablesFor(step.banks, chunk));
  const left = step.left - chunk.pages;
  return { heap, banks, left, order: left > 0 ? orderWithin(left) : 0, low, done: left === 0 };
}

const startWith = (heap: Buddy, { pages }: Request): Step => ({
  heap: heap.copy(),
  banks: [],
  left: pages,
  order: orderWithin(pages),
  low: true,
  done: false,
});

const takenBy = ({ banks, left }: Step): Taken => ({ banks, left });

/** The memory dom0 gets while nobody scrubs. */
export function takeUndisturbed(from: Buddy, request: Request): Taken {
  let step = startWith(from, request);
  for (;;) {
    const chunk = nextChunk(step, request);
    if (chunk === null) return takenBy(step);
    const heap = step.heap.copy();
    const start = heap.take(chunk.order, chunk.bits);
    if (start === null) return takenBy(step);
    step = withChunk(step, heap, chunk.order, chunk.low, start);
  }
}

/** The heap once idle CPUs have scrubbed the lowest zone, and no more. */
function withLowestScrubbed(from: Buddy): Buddy {
  let heap = from;
  let zone: number | null = null;
  for (;;) {
    const next = heap.copy();
    const scrubbed = next.scrub(0);
    if (scrubbed === null || (zone !== null && scrubbed !== zone)) return heap;
    zone = scrubbed;
    heap = next;
  }
}

/** The different chunks a request may get, each with the heap after it when the CPUs had scrubbed as little as that takes. */
function* picks(
  from: Buddy,
  order: number,
  bits: number | null,
  least: number,
): Generator<readonly [Buddy, number]> {
  const seen = new Set<number>();
  const scrubbing = from.copy();
  for (;;) {
    const start = scrubbing.peek(order, bits);
    if (start !== null && !seen.has(start)) {
      seen.add(start);
      const heap = scrubbing.copy();
      heap.take(order, bits);
      yield [heap, start];
    }
    const zone = scrubbing.scrub(least);
    if (zone === null || (bits !== null && zone > bits - 12)) return;
  }
}

const keyOf = ({ banks, left }: Taken): string =>
  `${left}: ${banks.map(({ start, pages }) => `${start}+${pages}`).join(' ')}`;

/** Ways followed side by side in large or scattered heaps. */
const WIDTH = 12;

const thinned = <T>(items: readonly T[], width: number): readonly T[] =>
  items.length <= width
    ? items
    : Array.from(
        { length: width },
        (_, i) => items[Math.round((i * (items.length - 1)) / (width - 1))],
      ).filter((item) => item !== undefined);

/**
 * What dom0 may get from a heap of which nothing has been scrubbed yet, each way once; first what it gets when idle
 * CPUs have just done with the lowest zone. null: there were more than `width` ways at once, and only some, evenly
 * spread, are followed.
 */
export function* waysWhileScrubbing(from: Buddy, request: Request, width = WIDTH): Generator<Taken | null> {
  const usual = takeUndisturbed(withLowestScrubbed(from), request);
  yield usual;
  const seen = new Set([keyOf(usual)]);
  const least = Math.min(MIN_ORDER, lowestOrder(request.pages));
  let level: readonly Step[] = [startWith(from, request)];
  while (level.length > 0) {
    const next = new Map<string, Step>();
    for (const step of level) {
      const chunk = nextChunk(step, request);
      if (chunk === null) {
        const taken = takenBy(step);
        if (!seen.has(keyOf(taken))) yield taken;
        seen.add(keyOf(taken));
      } else
        for (const [heap, start] of picks(step.heap, chunk.order, chunk.bits, least)) {
          const after = withChunk(step, heap, chunk.order, chunk.low, start);
          next.set(`${keyOf(after)}, ${after.low} ${after.done} ${heap.dirty}`, after);
        }
    }
    if (next.size > width) yield null;
    level = thinned([...next.values()], width);
  }
}

/** The order of the smallest chunk a number of pages is made of. */
function lowestOrder(pages: number): number {
  let order = 0;
  while (order < MIN_ORDER && pages % 2 ** (order + 1) === 0) order += 1;
  return order;
}

/** What may come of it when idle CPUs scrub meanwhile. */
export interface Possible {
  /** What a boot may get: one that gets everything where there is one. */
  readonly taken: Taken;
  /** What a boot may get that does not get everything; null where every boot does. */
  readonly failing: Taken | null;
  /** Whether every boot gets the same. */
  readonly certain: boolean;
  /** Whether every way was followed: if not, one that fails may have been missed. */
  readonly complete: boolean;
}

/** dom0's memory from a heap of which nothing has been scrubbed yet. */
export function takeWhileScrubbing(from: Buddy, request: Request): Possible {
  let certain = true;
  let complete = true;
  let whole: Taken | null = null;
  let failing: Taken | null = null;
  for (const way of waysWhileScrubbing(from, request)) {
    complete &&= way !== null;
    certain &&= way !== null && whole === null && failing === null;
    if (way?.left === 0) whole ??= way;
    else if (way !== null) failing ??= way;
    if (whole !== null && failing !== null) break;
  }
  return { taken: whole ?? failing ?? { banks: [], left: request.pages }, failing, certain, complete };
}
