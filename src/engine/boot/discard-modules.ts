// Stage 4: once every domain is built, the memory of the boot modules goes to the heap.
//
// Stands for discard_initial_modules (arch/arm/setup.c). A page that is in the heap already ends in a BUG
// (mark_page_free, common/page_alloc.c): one of two modules up to 4.17, or one that Xen never left out of its free RAM.
import { type Addr, addr, alignDown, alignUp, groupedHex, PAGE, plus } from '../../model/addr.ts';
import { bootscrubOf } from '../../model/command-line.ts';
import { between, endOf, intersection, overlaps, range, type Range } from '../../model/range.ts';
import { acrossBanks } from '../refusals/modules/mod-across-banks.ts';
import { freedTwice417 } from '../refusals/modules/mod-overlap-417.ts';
import { pageStatePlace } from '../refusals/page-alloc.ts';
import type { Frames } from './boot-allocator.ts';
import type { BootModule } from './bootinfo.ts';
import { xenCommandLine } from './command-line.ts';
import { mfnText } from './format.ts';
import { countInfo, freeHeapState } from './pages.ts';
import type { Boot } from './state.ts';
import { overlapText } from './words.ts';

/** Pages of the heap: from the start, or given back by a module. */
interface Free extends Frames {
  readonly module: BootModule | null;
}

export function discardModules(boot: Boot): void {
  const { info, does, trace, plan } = boot;
  if (info.usesStaticHeap && does.keepsModulesBesideStaticHeap) {
    for (const module of info.modules)
      if (module.kind !== 'Xen' && module.size > 0n)
        boot.pageLog?.add({ what: 'module-kept', ranges: [module], of: module.label, path: module.path });
    return;
  }
  if (trace.stopped) return;
  const free: Free[] = (boot.heapRegions ?? []).map((region) => ({ ...region, module: null }));
  const reserved = [
    ...(does.memreserveIsReserved ? [] : plan.tree.memreserve),
    ...info.reserved,
    ...(does.sharedOwnBanks ? info.shared.filter((bank) => bank.hasHost) : []),
  ];
  for (const module of info.modules) {
    if (module.kind === 'Xen' || module.size === 0n || !hasPages(boot, module)) continue;
    const pieces = unreserved(module, reserved).map(wholePages);
    for (const pages of pieces) {
      const twice = firstFree(pages, free);
      if (twice === null) continue;
      tellTwice(boot, module, twice.of, twice.at, free);
      return;
    }
    free.push(...pieces.map((pages) => ({ ...pages, module })));
    boot.pageLog?.add({
      what: 'module-freed',
      ranges: pieces.map(({ start, end }) => between(addressOf(start), addressOf(end))),
      of: module.label,
      path: module.path,
    });
  }
}

const addressOf = (frame: number): Addr => addr(BigInt(frame) * PAGE);

/** The first of some pages that is free. */
function firstFree(pages: Frames, free: readonly Free[]): { readonly of: Free; readonly at: number } | null {
  let first: { readonly of: Free; readonly at: number } | null = null;
  for (const of of free) {
    const at = Math.max(of.start, pages.start);
    if (at < of.end && at < pages.end && (first === null || at < first.at)) first = { of, at };
  }
  return first;
}

function tellTwice(boot: Boot, module: BootModule, twice: Free, frame: number, free: readonly Free[]): void {
  const { does, target, trace, info } = boot;
  const at = addressOf(frame);
  const params = {
    place: pageStatePlace(target.release),
    mfn: mfnText(at),
    state: countInfo(
      freeHeapState(bootscrubOf(xenCommandLine(boot)) === 'idle', does.scrubHasOwnBit),
      boot.platform,
    ),
    order: chunkAt(frame, free),
  };
  const told = { path: module.path, property: module.property, range: module };
  const other = twice.module ?? info.modules.find((one) => one !== module && overlaps(one, module));
  if (other !== undefined)
    trace.stop(freedTwice417, params, {
      ...told,
      involved: [module, other],
      message: `${overlapText(module.label, module, other.label, other)} Xen ${target.release} frees that memory twice.`,
    });
  else
    trace.stop(acrossBanks, params, {
      ...told,
      involved: [module, ...info.ram.filter((bank) => intersection(bank, module) !== null)],
      message: `${module.label} at ${groupedHex(module.start)} lies in two banks of RAM: Xen has the memory from ${groupedHex(at)} on in its heap already, and stops when it is given back.`,
    });
}

/** Only what is known to have a page for its first and last address is given back. */
const hasPages = ({ pages }: Boot, { start, size }: BootModule): boolean =>
  [start, plus(start, alignUp(size, PAGE))].every(
    (at) => pages?.firstInvalid(range(alignDown(at, PAGE), PAGE)) === null,
  );

/** dt_unreserved_regions: what of a module, its size rounded up to pages, is not reserved; the upper part first. */
function unreserved({ start, size }: Range, reserved: readonly Range[]): Range[] {
  const whole = range(start, alignUp(size, PAGE));
  const end = endOf(whole);
  let pieces: Range[] = [whole];
  for (const bank of reserved) {
    if (bank.start >= end || !overlaps(bank, whole)) continue;
    pieces = pieces.flatMap((piece) =>
      overlaps(piece, bank)
        ? [between(endOf(bank), endOf(piece)), between(piece.start, bank.start)].filter(
            (part) => part.size > 0n,
          )
        : [piece],
    );
  }
  return pieces;
}

/** init_domheap_pages: whole pages only. */
const wholePages = (piece: Range): Frames => ({
  start: Number(alignUp(piece.start, PAGE) / PAGE),
  end: Number(endOf(piece) / PAGE),
});

/** MAX_ORDER of arm64: chunks of at most 1 GiB. */
const MAX_ORDER = 18;

/** Order of the free chunk that starts at a page: the largest aligned power of two of free pages around it. */
function chunkAt(at: number, free: readonly Frames[]): number {
  let end = at;
  for (const region of free.toSorted((a, b) => a.start - b.start || a.end - b.end))
    if (region.start <= end && region.end > end) end = region.end;
  let order = 0;
  while (order < MAX_ORDER && at % 2 ** (order + 1) === 0 && at + 2 ** (order + 1) <= end) order += 1;
  return order;
}
