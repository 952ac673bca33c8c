// Stage 2: memory setup, from the boot allocator to the static pages.
//
// Stands for setup_mm: arch/arm/setup.c in 4.16 and 4.17, arm64/mmu/mm.c and mmu/mm.c since, with populate_boot_allocator,
// setup_directmap_mappings, setup_frametable_mappings (init_frametable since 4.22) and init_staticmem_pages.
import { alignDown, alignUp, GiB, groupedHex, PAGE } from '../../model/addr.ts';
import { bootscrubOf } from '../../model/command-line.ts';
import { between, endOf, overlaps, type Range, range, subtract } from '../../model/range.ts';
import { sizeText } from '../../model/size.ts';
import { heapOutsideRam, heapOutsideUnnoticed, heapUnmappable } from '../refusals/heap/heap-outside-ram.ts';
import { heapOverlap } from '../refusals/heap/heap-overlap.ts';
import { DATA_ABORT } from '../refusals/lines.ts';
import { directmapMissed, directmapTooSmall } from '../refusals/memory/directmap-too-small.ts';
import { fragments } from '../refusals/memory/bootmem-fragments.ts';
import { frametableNoSpace } from '../refusals/memory/frametable-no-space.ts';
import { frametableTooSmall } from '../refusals/memory/frametable-too-small.ts';
import { noFreeMemory } from '../refusals/memory/no-free-bootmem.ts';
import { ramBanksOverlap } from '../refusals/memory/ram-banks-overlap.ts';
import { xenOutsideRam } from '../refusals/memory/xen-outside-ram.ts';
import { bootMemoryPlace } from '../refusals/page-alloc.ts';
import { ramNone } from '../refusals/parse/ram-none.ts';
import { isUnmappable } from '../refusals/unmappable.ts';
import { divideHeap } from './color-heap.ts';
import { BootAllocator, type BootMemoryTrouble } from './boot-allocator.ts';
import { freeMemory } from './free-memory.ts';
import { takeEarlyHeap } from './early-heap.ts';
import { chunkedFrametable, spanPages, type Frametable, tableFits, wholeFrametable } from './frametable.ts';
import { xenCommandLine } from './command-line.ts';
import { noteGroups } from './group-map.ts';
import { freeHeapState, PageInfo } from './pages.ts';
import { directmapTables, frametableTables } from './page-tables.ts';
import { compress, type Pdx } from './pdx.ts';
import type { Boot } from './state.ts';
import { checkTwice, prepareStaticPages } from './static-pages.ts';
import { type Told, Trace } from './trace.ts';
import { checkXenAddress } from './xen-image.ts';
import { overlapText } from './words.ts';
import { checkXenheap, placeXenheap } from './xenheap.ts';

/** Where the heap's banks are said. */
const STATIC_HEAP = { path: '/chosen', property: 'xen,static-heap' };

export function setUpMemory(boot: Boot): void {
  const { info, trace, does, platform } = boot;
  if (!does.mapsItselfFirst) checkXenAddress(boot);
  if (info.ram.length === 0) {
    trace.stop(ramNone, null, { message: 'The device tree describes no RAM that Xen recognises.' });
    checkTwice(boot);
    return;
  }
  const pdx = compress(info.ram, platform.groupPages);
  noteGroups(boot, pdx);
  const xenheap = platform.directmap === 'xenheap' ? placeXenheap(boot) : null;
  if (platform.directmap === 'xenheap' && xenheap === null) {
    checkTwice(boot);
    return;
  }
  if (!tableFits(info.ram, pdx, platform)) {
    reportSpan(boot, pdx);
    return;
  }
  const given = freeMemory(boot);
  const heapRanges = xenheap === null ? given : given.flatMap((piece) => subtract([piece], [xenheap]));
  const isHeap = (address: bigint): boolean =>
    given.some((r) => r.start <= address && endOf(r) >= address + 4096n);
  boot.pages = new PageInfo(
    info.ram,
    reachable(boot),
    pdx,
    isHeap,
    freeHeapState(bootscrubOf(xenCommandLine(boot)) === 'idle', does.scrubHasOwnBit),
  );
  const table = does.frametableSkipsHoles
    ? chunkedFrametable(info.ram, pdx, platform)
    : wholeFrametable(info.ram, pdx, platform);
  // Where Xen has stopped already, what it would have left to the heap is still worth knowing, not what it would say.
  const unheard = trace.stopped ? { ...boot, trace: new Trace(trace.at) } : boot;
  const cleared = layOut(unheard, heapRanges, table, xenheap);
  boot.heapRegions = unheard.heapRegions;
  if (xenheap !== null) checkXenheap(boot, xenheap);
  prepareStaticPages(boot, pdx, table);
  const isGood = boot.heapRegions?.every(
    ({ start, end }) => isApartFromXen(boot, start, end - start) && isInRam(boot, start, end - start),
  );
  for (const block of cleared) isApartFromBlob(unheard, block);
  if (isGood === true && info.usesStaticHeap) noteOutside(unheard, heapRanges);
  logHeap(boot, xenheap);
  colorHeap(boot);
  takeEarlyHeap(boot);
  const { xen } = boot.plan.load;
  if (platform.directmap === 'ram' && boot.coloring === null && xen !== null && !boot.pages.isMapped(xen))
    trace.stop(xenOutsideRam, null, {
      message: `Xen itself, at ${groupedHex(xen.start)}, is not in the RAM the device tree describes.`,
      range: xen,
    });
}

/** end_boot_allocator: what the boot allocator still has goes to the heap. */
function logHeap({ pageLog, heapRegions }: Boot, xenheap: Range | null): void {
  if (xenheap !== null)
    pageLog?.add({ what: 'xenheap-opened', ranges: [xenheap], of: 'the heap Xen always has mapped' });
  if (heapRegions === null) return;
  pageLog?.add({
    what: 'heap-opened',
    ranges: heapRegions.map(({ start, end }) => framesAt(start, end - start)),
    of: 'what the boot allocator has left',
  });
}

/** Under cache colouring the heap that Xen knows as one is only a part of what is free. */
function colorHeap(boot: Boot): void {
  const { coloring, heapRegions } = boot;
  if (coloring === null || heapRegions === null) return;
  const { own, colored } = divideHeap(heapRegions, coloring.buddyPages, coloring.colors);
  boot.heapRegions = own;
  coloring.heap = colored;
}

/** What of physical memory Xen can reach; where it maps pages as it needs them, all there is. */
function reachable({ does, info, platform }: Boot): readonly Range[] {
  if (platform.directmap !== 'ram') return [range(0n, 1n << BigInt(platform.addressBits))];
  return does.mapsWholeGigabytes ? info.ram.map(wholeGigabytes) : info.ram;
}

const wholeGigabytes = (bank: Range): Range => between(alignDown(bank.start, GiB), alignUp(endOf(bank), GiB));

/** preinit_xen_time: the first that Xen looks for in a tree of which nothing is left. */
const NO_TIMER = 'Unable to find a compatible timer in the device tree';

/** Up to 4.17 a static heap is handed to the allocator whatever else is there. */
function isApart(
  boot: Boot,
  used: Range,
  label: string,
  other: Range | null,
  does: string,
  told: Partial<Told>,
): boolean {
  if (boot.does.checksOverlap || other === null || !overlaps(used, other)) return true;
  const bank = boot.info.reserved.find((b) => b.kind === 'static-heap' && overlaps(b, used));
  if (bank === undefined) return true;
  boot.trace.stop(
    heapOverlap,
    { range: bank, other, order: 0, against: 'mod' },
    {
      ...STATIC_HEAP,
      message: `${overlapText(bank.label, bank, label, other)} Xen ${boot.target.release} ${does}.`,
      range: bank,
      involved: [bank, other],
      ...told,
    },
  );
  return false;
}

const framesAt = (frame: number, pages: number): Range => range(BigInt(frame) * 4096n, BigInt(pages) * 4096n);

const isApartFromXen = (boot: Boot, frame: number, pages: number): boolean =>
  isApart(boot, framesAt(frame, pages), 'Xen itself', boot.plan.load.xen, 'overwrites itself and hangs', {
    consequence: 'hang',
  });

/** What Xen clears for itself is cleared before the blob is copied to where it is read again: nothing of it is found then, once the heap is up. */
const isApartFromBlob = (boot: Boot, block: Range): boolean => {
  const { fdt } = boot.plan.load;
  const root = fdt === null ? null : range(fdt.start, 1n);
  return isApart(
    boot,
    block,
    'the device tree blob',
    root,
    'overwrites the blob before it has read all of it',
    { ending: NO_TIMER },
  );
};

/** Answers what Xen has taken for itself, and cleared. */
function layOut(boot: Boot, heap: readonly Range[], table: Frametable, xenheap: Range | null): Range[] {
  const { does, info, platform } = boot;
  const memory = new BootAllocator(platform.bootRegions);
  const taken: Range[] = [];
  for (const piece of heap) {
    const trouble = memory.add(piece);
    if (trouble !== null) {
      report(boot, trouble);
      return taken;
    }
  }
  boot.pageLog?.add({
    what: 'boot-given',
    ranges: heap,
    of: info.usesStaticHeap ? 'the static heap' : 'free RAM',
  });
  const take = (pages: number, align: number, what: string): boolean => {
    const got = memory.take(pages, align);
    if (typeof got === 'number') {
      taken.push(framesAt(got, pages));
      boot.pageLog?.add({ what: 'boot-taken', ranges: [framesAt(got, pages)], of: what });
      return isApartFromXen(boot, got, pages) && isInRam(boot, got, pages);
    }
    report(boot, got, `${what}, ${sizeText(BigInt(pages) * 4096n)},`);
    boot.pageLog?.add({ what: 'boot-taken', ranges: [], of: what, pages });
    return false;
  };
  for (let i = directmapTables(boot, xenheap); i > 0; i -= 1) if (!take(1, 1, 'a page table')) return taken;
  if (
    platform.directmap === 'ram' &&
    !does.mapsWholeGigabytes &&
    overlappingPair(info.ram.map(wholePages).filter(({ size }) => size > 0n)) !== null
  ) {
    tellOverlap(boot, info.ram, 'RAM', {
      property: 'reg',
      consequence: 'panic',
      ending: DIRECTMAP_TWICE,
    });
    return taken;
  }
  for (const block of table.blocks) {
    const pages = Math.ceil(block.bytes / 4096);
    if (!take(pages, block.align, 'the table of all pages')) return taken;
    for (let i = frametableTables(boot, block.bytes); i > 0; i -= 1)
      if (!take(1, 1, 'a page table')) return taken;
  }
  boot.heapRegions = memory.regions;
  return taken;
}

/** Memory of the static heap that Xen can reach though no bank of RAM has it. */
function noteOutside(boot: Boot, heap: readonly Range[]): void {
  const [outside] = subtract(heap, boot.info.ram);
  if (outside === undefined) return;
  boot.trace.note(heapOutsideUnnoticed, null, 'error', {
    ...STATIC_HEAP,
    range: outside,
    message: `The static heap has ${sizeText(outside.size)} at ${groupedHex(outside.start)} that no bank of /memory covers. Xen can reach it and notices nothing; it aborts if there is no memory.`,
  });
}

/** What setup_directmap_mappings maps of a bank: PFN_DOWN of its start and of its size. */
const wholePages = ({ start, size }: Range): Range => range(start & ~4095n, size & ~4095n);

/**
 * The boot allocator hands out addresses of a static heap unseen. A page outside RAM has no mapping; or, where Xen maps
 * pages as it needs them, perhaps no entry in the table of pages.
 */
function isInRam(boot: Boot, frame: number, count: number): boolean {
  const block = range(BigInt(frame) * 4096n, BigInt(count) * 4096n);
  const { does, pages, platform } = boot;
  if (pages === null) return true;
  if (
    pages.isMapped(block) &&
    (platform.directmap === 'ram' || pages.hasEntries(block, does.frametableSkipsHoles))
  )
    return true;
  const inHole = pages.firstInvalid(block) === null;
  const outside = subtract([block], boot.info.ram)[0] ?? block;
  const unmappable = isUnmappable(block.start) && boot.debug;
  boot.trace.stop(unmappable ? heapUnmappable : heapOutsideRam, null, {
    ...STATIC_HEAP,
    message: `The static heap has ${sizeText(outside.size)} at ${groupedHex(outside.start)} that no bank of /memory covers.`,
    range: block,
    ...(boot.does.checksOverlap || inHole || unmappable ? {} : { consequence: 'hang' as const }),
    ...(inHole ? { ending: DATA_ABORT } : {}),
  });
  return false;
}

/** A span of RAM that no table can cover: told from 4.18; before, the table found no free piece. */
function reportSpan(boot: Boot, pdx: Pdx): void {
  const { info, trace, does } = boot;
  const start = info.ram[0]?.start ?? 0n;
  const end = info.ram.reduce<bigint>((last, bank) => (endOf(bank) > last ? endOf(bank) : last), 0n);
  const span = range(start, end - start);
  if (!directmapFits(boot, span, pdx)) return;
  const told = {
    ...highestRam(boot),
    message: `RAM spans ${sizeText(span.size)}, more than Xen’s table of pages can cover.`,
    range: span,
  };
  if (does.checksFrametableSpan) trace.stop(frametableTooSmall, span, told);
  else trace.stop(frametableNoSpace, { place: bootMemoryPlace('no-fit', boot.target.release) }, told);
}

/** DIRECTMAP_SIZE on arm64: entries of the root page table, of 512 GiB each. */
const directmapSize = (boot: Boot): bigint => (boot.does.mapsFiveTiB ? 10n : 9n) * 512n * GiB;

/** setup_directmap_mappings: the span of RAM is checked from 4.21, and the start of each bank in debug builds before. */
function directmapFits(boot: Boot, span: Range, pdx: Pdx): boolean {
  const { info, trace, does, platform } = boot;
  if (platform.directmap !== 'ram') return true;
  const limit = Number(directmapSize(boot) / PAGE);
  const first = info.ram[0];
  const beyond = info.ram.find(
    (bank) => first !== undefined && spanPages([first, range(bank.start, 1n)], pdx) > limit,
  );
  if (does.checksDirectmapSpan ? spanPages(info.ram, pdx) <= limit : beyond === undefined || !boot.debug)
    return true;
  trace.stop(does.checksDirectmapSpan ? directmapTooSmall : directmapMissed, null, {
    ...highestRam(boot),
    range: span,
    message: `RAM spans ${sizeText(span.size)}, more than the ${sizeText(directmapSize(boot))} of Xen’s map of RAM.`,
  });
  return false;
}

function report(boot: Boot, trouble: BootMemoryTrouble, what = 'memory'): void {
  const { trace, info } = boot;
  const place = bootMemoryPlace(trouble, boot.target.release);
  const where = info.usesStaticHeap ? 'the static heap' : 'RAM';
  const about = info.usesStaticHeap ? STATIC_HEAP : {};
  if (trouble === 'overlap') {
    const heap = info.reserved.filter((b) => b.kind === 'static-heap');
    if (info.usesStaticHeap) tellOverlap(boot, heap, where, { property: STATIC_HEAP.property });
    else tellOverlap(boot, info.ram, where, { property: 'reg' });
  } else if (trouble === 'fragments')
    trace.stop(
      fragments,
      { place },
      {
        ...about,
        message: `Free memory in ${where} is in more than ${boot.platform.bootRegions} pieces; Xen’s boot allocator has no room for more.`,
      },
    );
  else if (trouble === 'empty')
    trace.stop(
      noFreeMemory,
      { place },
      {
        ...about,
        message: `Nothing is left for Xen itself: ${info.usesStaticHeap ? 'the static heap comes out empty' : 'all RAM is reserved'}.`,
      },
    );
  else
    trace.stop(
      frametableNoSpace,
      { place },
      { ...about, message: `No free piece of ${where} holds ${what} at the alignment Xen wants.` },
    );
}

/** setup_directmap_mappings: a page that is mapped already is refused, as where both banks are reserved there. */
const DIRECTMAP_TWICE = 'Unable to setup the directmap mappings.';

function tellOverlap(
  boot: Boot,
  banks: readonly (Range & { readonly path: string | null })[],
  where: string,
  told: Partial<Told>,
): void {
  const pair = overlappingPair(banks);
  boot.trace.stop(
    ramBanksOverlap,
    { place: bootMemoryPlace('overlap', boot.target.release) },
    {
      path: pair?.[1].path ?? null,
      message: `Two banks of ${where} overlap${pair === null ? '' : `: one starts at ${groupedHex(pair[1].start)}, before the one at ${groupedHex(pair[0].start)} ends`}.`,
      range: pair?.[1] ?? null,
      involved: pair ?? [],
      ...told,
    },
  );
}

function overlappingPair<T extends Range>(banks: readonly T[]): readonly [T, T] | null {
  const sorted = banks.toSorted((a, b) => (a.start < b.start ? -1 : 1));
  for (let i = 0; i + 1 < sorted.length; i += 1) {
    const [a, b] = [sorted[i], sorted[i + 1]];
    if (a !== undefined && b !== undefined && endOf(a) > b.start) return [a, b];
  }
  return null;
}

/** Where the tree names the RAM that is furthest up. */
function highestRam({ info }: Boot): { readonly path?: string; readonly property?: string } {
  const last = info.ram.at(-1);
  return last === undefined ? {} : { path: last.path, property: 'reg' };
}
