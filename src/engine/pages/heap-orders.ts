// The heap by order and zone, as far as the buddy allocator’s rules decide it.
//
// Known are the regions the heap began with, and dom0’s chunks. What was taken by number is taken the way Xen asks for it,
// RAM in the largest chunks and everything else page by page, from memory nobody has yet to scrub: a real heap can be in
// smaller pieces than that, never in larger ones.
import { Buddy, MAX_ORDER, orderWithin } from '../boot/buddy.ts';
import type { PageEvent } from './event.ts';
import type { Timeline } from './timeline.ts';

export interface HeapOrders {
  /** Free chunks of 2^n pages, at index n. */
  readonly chunks: readonly number[];
  /** Free pages by zone, which is the number of bits of a frame number. */
  readonly zones: ReadonlyMap<number, number>;
}

/** Frames the heap got and what of them has since gone to somebody at a known place. */
function takeOut(heap: Buddy, start: number, end: number): void {
  for (let at = start; at < end;) {
    let order = orderWithin(end - at);
    while (at % 2 ** order !== 0) order -= 1;
    heap.claim(at, order);
    at += 2 ** order;
  }
}

function takeAny(heap: Buddy, pages: number, most: number): void {
  let limit = most;
  for (let left = pages; left > 0 && limit >= 0;) {
    const order = Math.min(limit, orderWithin(left));
    if (heap.take(order, null) === null) limit = order - 1;
    else left -= 2 ** order;
  }
}

const asksForChunks = ({ purpose }: PageEvent): boolean =>
  purpose === 'RAM' || purpose === 'shared memory' || purpose === 'kernel';

/** The heap right after an event; null before there is one. */
export function heapOrdersAt({ events }: Timeline, index: number): HeapOrders | null {
  let heap: Buddy | null = null;
  let returned = 0;
  for (const event of events.slice(0, index + 1)) {
    const { what, changes, pages } = event;
    if (what === 'heap-opened')
      heap = Buddy.of(
        changes.map(({ start, end }) => ({ start, end })),
        false,
      );
    else if (heap !== null) {
      for (const { start, end, state } of changes)
        if (state.place === 'heap') heap.give({ start, end });
        else if (what === 'chunk-taken') takeOut(heap, start, end);
      if (pages > 0) {
        // What was given back by number is taken again first: it has no place.
        const again = Math.min(returned, pages);
        returned -= again;
        takeAny(heap, pages - again, asksForChunks(event) ? MAX_ORDER : 0);
      } else returned -= pages;
    }
  }
  return heap === null ? null : { chunks: heap.chunks(), zones: heap.pagesByZone() };
}
