// Stage 4: once every domain is built, the memory of the boot modules goes to the heap.
//
// Stands for discard_initial_modules (arch/arm/setup.c). Only up to 4.17 can modules overlap: a page that is
// free already ends in a BUG (mark_page_free, common/page_alloc.c).
import { alignDown, alignUp, PAGE, plus } from '../../model/addr.ts';
import { bootscrubOf } from '../../model/command-line.ts';
import { between, endOf, intersection, overlaps, type Range, subtract } from '../../model/range.ts';
import { freedTwice417 } from '../refusals/modules/mod-overlap-417.ts';
import { pageStatePlace } from '../refusals/page-alloc.ts';
import type { BootModule } from './bootinfo.ts';
import { xenCommandLine } from './command-line.ts';
import { mfnText } from './format.ts';
import { freeHeapState } from './pages.ts';
import type { Boot } from './state.ts';
import { overlapText } from './words.ts';

export function discardModules(boot: Boot): void {
  const { info, does, target, trace } = boot;
  if (does.checksOverlap || trace.stopped) return;
  const freed: { readonly module: BootModule; readonly pages: Range }[] = [];
  for (const module of info.modules) {
    if (module.kind === 'Xen' || module.size === 0n) continue;
    const pieces = subtract(
      [wholePages(module)],
      info.reserved.filter((bank) => bank.kind !== 'static-heap'),
    );
    for (const pages of pieces) {
      const twice = freed.find((before) => overlaps(before.pages, pages));
      const first = twice === undefined ? null : intersection(twice.pages, pages);
      if (twice === undefined || first === null) continue;
      const other = twice.module;
      trace.stop(
        freedTwice417,
        {
          place: pageStatePlace(target.release) ?? '',
          mfn: mfnText(first.start),
          state: freeHeapState(bootscrubOf(xenCommandLine(boot)) === 'idle', does.scrubHasOwnBit),
          order: chunkAt(
            boot,
            first.start,
            freed.map((before) => before.pages),
          ),
        },
        {
          range: module,
          involved: [module, other],
          message: `${overlapText(module.label, module, other.label, other)} Xen ${target.release} frees that memory twice.`,
        },
      );
      return;
    }
    freed.push(...pieces.map((pages) => ({ module, pages })));
  }
}

/** init_domheap_pages: the size is rounded up to pages, the place inwards. */
function wholePages({ start, size }: Range): Range {
  const from = alignUp(start, PAGE);
  const to = alignDown(plus(start, alignUp(size, PAGE)), PAGE);
  return to > from ? between(from, to) : between(from, from);
}

/** MAX_ORDER of arm64: chunks of at most 1 GiB. */
const MAX_ORDER = 18;

/** Order of the free chunk that starts at a page: the largest aligned power of two of free pages around it. */
function chunkAt(boot: Boot, at: bigint, freed: readonly Range[]): number {
  const regions = [
    ...(boot.heapRegions ?? []).map(({ start, end }) => ({
      start: BigInt(start) * PAGE,
      end: BigInt(end) * PAGE,
    })),
    ...freed.map((pages) => ({ start: pages.start as bigint, end: endOf(pages) as bigint })),
  ].toSorted((a, b) => (a.start < b.start ? -1 : 1));
  let end = at;
  for (const region of regions) if (region.start <= end && region.end > end) end = region.end;
  let order = 0;
  while (
    order < MAX_ORDER &&
    at % (PAGE << BigInt(order + 1)) === 0n &&
    at + (PAGE << BigInt(order + 1)) <= end
  )
    order += 1;
  return order;
}
