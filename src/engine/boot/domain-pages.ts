// Pages that a domain owns: from Xen's heap, or of the domain's colours.
//
// Stands for alloc_domheap_pages with a domain (common/page_alloc.c): its RAM, and the pages of its page tables.
import { takeHeap } from './heap.ts';
import type { Boot } from './state.ts';

/** Takes pages for a domain; false where they are not there. Not counted once the boot has stopped. */
export function takeOwnPages(boot: Boot, pages: number, colors: readonly number[]): boolean {
  const { coloring, trace } = boot;
  if (coloring === null) return takeHeap(boot, pages);
  return trace.stopped || coloring.heap.take(pages, colors);
}

/** Bytes it could have. */
export function freeFor({ coloring, heap }: Boot, colors: readonly number[]): bigint {
  const pages = coloring === null ? (heap.left ?? 0) : coloring.heap.freeOf(colors);
  return BigInt(pages) * 4096n;
}
