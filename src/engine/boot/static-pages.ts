// Making static and shared memory ready: every page is marked free and static, wherever it lies.
//
// Stands for init_staticmem_pages, init_sharedmem_pages and unprepare_staticmem_pages (common/page_alloc.c).
import { type Addr, addr, alignDown, alignUp, groupedHex, PAGE } from '../../model/addr.ts';
import {
  between,
  containsRange,
  endOf,
  intersection,
  overlaps,
  type Range,
  range,
} from '../../model/range.ts';
import { sizeText } from '../../model/size.ts';
import { bug, pageStatePlace } from '../refusals/page-alloc.ts';
import { sharedOutside } from '../refusals/shared/shm-outside-ram.ts';
import { doubleInitStatic } from '../refusals/static/double-init-static.ts';
import { staticHoleOther } from '../refusals/static/static-in-hole-other-1g.ts';
import { staticOutsideAbove } from '../refusals/static/static-outside-above.ts';
import { staticOutsideBelow } from '../refusals/static/static-outside-below.ts';
import type { Refusal } from '../refusals/refusal.ts';
import { staticOddPage } from '../refusals/static/static-odd-page-416.ts';
import { type Bank, propertyOf } from './bootinfo.ts';
import { checkForeign, firstInHole, type Held } from './foreign-entries.ts';
import { mfnText } from './format.ts';
import type { Frametable } from './frametable.ts';
import { groupsWithRam, type Pdx } from './pdx.ts';
import type { Boot } from './state.ts';

export function prepareStaticPages(boot: Boot, pdx: Pdx, table: Frametable): void {
  if (!boot.target.kconfig.STATIC_MEMORY) return;
  const { info, does } = boot;
  const banks = staticBanks(boot);
  const groups = groupsWithRam(info.ram, pdx);
  for (const [i, bank] of banks.entries()) {
    const pages = staticPages(boot, bank);
    if (pages.size === 0n && does.smallStaticBankEndsPreparing) break;
    const twice = preparedBefore(boot, bank, banks, i);
    const reached = twice === null ? pages : between(pages.start, twice.at);
    checkInside(boot, bank, reached, pdx, table, groups);
    if (twice !== null) tellTwice(boot, bank, twice.of, twice.at);
    boot.pages?.prepare(pages);
    boot.pageLog?.add({ what: 'static-prepared', ranges: [pages], of: bank.label, path: bank.path });
  }
  checkHeapPrepared(boot, banks);
  if (does.mergesStaticPages) checkPairs(boot, banks);
}

/** What init_staticmem_bank takes for a bank's pages: so many as its size has whole ones, as a long, from the first whole one on. */
const staticPages = ({ platform }: Boot, { start, size }: Range): Range =>
  platform.longBits === 64 && ((start | size) & PAGE_MASK) === 0n
    ? range(start, size)
    : range(alignUp(start, PAGE), BigInt.asUintN(platform.longBits, size >> 12n) * PAGE);
const PAGE_MASK = PAGE - 1n;

function staticBanks({ info, does }: Boot): Bank[] {
  const banks: Bank[] = info.reserved.filter(
    (bank) => bank.kind === 'static-domain' || bank.kind === 'shared',
  );
  if (does.sharedOwnBanks) banks.push(...info.shared.filter((bank) => bank.hasHost));
  return banks;
}

/** The first page of a bank without an entry in the table of pages ends the boot. */
function checkInside(
  boot: Boot,
  bank: Bank,
  { start, size }: Range,
  pdx: Pdx,
  table: Frametable,
  groups: ReadonlySet<number>,
): void {
  const { info, trace, does } = boot;
  // RAM has entries throughout.
  if (info.ram.some((ram) => containsRange(ram, { start, size }))) return;
  const end = start + size;
  const low = info.ram[0]?.start ?? 0n;
  const groupBytes = BigInt(pdx.groupPages) * PAGE;
  const high = info.ram.reduce<bigint>((last, ram) => (endOf(ram) > last ? endOf(ram) : last), 0n);
  const told = {
    domain: bank.domain,
    path: bank.path,
    property: propertyOf(bank),
    range: bank,
    involved: [bank],
  };
  const outside = <P>(refusal: Refusal<P>): Refusal<P> => (bank.kind === 'shared' ? sharedOutside : refusal);
  if (end <= start) return;
  // A table in whole groups has entries below RAM too: such a bank gets as far as its domain.
  if (start < (does.frametableSkipsHoles ? alignDown(low, groupBytes) : low)) {
    const by = (end < low ? end : low) - start;
    trace.stop(outside(staticOutsideBelow), null, {
      ...told,
      message: `${bank.label} lies ${by === end - start ? 'wholly' : `with ${sizeText(by)}`} below RAM, which starts at ${groupedHex(low)}.`,
    });
    return;
  }
  const hole = firstInHole({ start, size }, pdx);
  if (hole !== null) {
    const others = heldBesides(boot, bank);
    checkForeign(boot, bank, { start, size }, { hole, pdx, table, groups, others, told });
    return;
  }
  for (let at: bigint = start; at < end && at < high; at = pdx.nextGroup(at)) {
    if (groups.has(pdx.groupOf(at)) || !does.frametableSkipsHoles) continue;
    trace.stop(outside(staticHoleOther), null, {
      ...told,
      message: `${bank.label} reaches into ${sizeText(groupBytes)} without any RAM at ${groupedHex(at)}.`,
    });
    return;
  }
  if (end <= high) return;
  const by = end - (start > high ? start : high);
  const first = pdx.of(Number((start > high ? start : high) >> 12n)) - table.firstPdx;
  const padded = first >= table.entries && first < table.entries + table.padding;
  const place = padded ? pageStatePlace(boot.target.release) : null;
  trace.stop(
    outside(staticOutsideAbove),
    { paddedMfn: place === null ? null : mfnText(start > high ? start : high) },
    {
      ...told,
      message: `${bank.label} reaches ${sizeText(by)} past the end of RAM at ${groupedHex(high)}.`,
      ...(place === null ? {} : { consequence: 'bug' as const, ending: bug.text({ place }) }),
    },
  );
}

/** The banks before are met page by page, those behind when it is their turn, and the heap at last. */
function heldBesides(boot: Boot, bank: Bank): readonly Held[] {
  const banks = staticBanks(boot);
  const at = banks.indexOf(bank);
  const held = (one: Bank, before: boolean): Held => ({
    pages: staticPages(boot, one),
    by: one.label,
    before,
  });
  return [
    ...banks
      .slice(0, at)
      .toSorted((a, b) => (a.start < b.start ? -1 : 1))
      .map((one) => held(one, true)),
    ...banks.slice(at + 1).map((one) => held(one, false)),
    ...heapInOrder(boot).map((pages) => ({ pages, by: 'the heap', before: false })),
  ];
}

/** 4.16 gives the boot allocator's pages to the heap one by one, and joins each with its pair if that is free. */
function checkPairs(boot: Boot, banks: readonly Bank[]): void {
  const toHeap = (frame: number): boolean =>
    boot.heapRegions?.some(({ start, end }) => start <= frame && frame < end) === true;
  for (const bank of banks) {
    const first = Number((bank.start + 4095n) >> 12n);
    const end = first + Number(bank.size >> 12n);
    const odd = first % 2 === 1 && toHeap(first - 1) ? first : end % 2 === 1 && toHeap(end) ? end : null;
    if (odd === null || end <= first) continue;
    boot.trace.stop(staticOddPage, null, {
      domain: bank.domain,
      path: bank.path,
      property: propertyOf(bank),
      range: bank,
      message: `${bank.label} ${odd === first ? 'begins' : 'ends'} at ${groupedHex(BigInt(odd) << 12n)}, in the middle of 8 KiB whose other page is in Xen’s heap.`,
    });
  }
}

/** All that shares memory, also where Xen does not get as far as preparing it. */
export function checkTwice(boot: Boot): void {
  if (!boot.target.kconfig.STATIC_MEMORY) return;
  const banks = staticBanks(boot);
  for (const [i, bank] of banks.entries()) {
    const twice = preparedBefore(boot, bank, banks, i);
    if (twice !== null) tellTwice(boot, bank, twice.of, twice.at);
  }
  checkHeapPrepared(boot, banks);
}

interface Met {
  readonly of: Bank;
  readonly at: Addr;
}

/** Up to 4.17 nothing is compared while parsing: the first page of a bank that was made ready before ends in a BUG. */
function preparedBefore(boot: Boot, bank: Bank, banks: readonly Bank[], index: number): Met | null {
  if (boot.does.checksOverlap) return null;
  const pages = staticPages(boot, bank);
  return lowest(banks.slice(0, index), (one) => intersection(pages, staticPages(boot, one)));
}

/** When the boot allocator's pages go to the heap. */
function checkHeapPrepared(boot: Boot, banks: readonly Bank[]): void {
  if (boot.does.checksOverlap) return;
  const heap = boot.info.reserved.filter((bank) => bank.kind === 'static-heap');
  for (const region of boot.heapRegions === null ? firstThenLast(heap) : heapInOrder(boot)) {
    const found = lowest(banks, (bank) => intersection(region, staticPages(boot, bank)));
    const over = heap.find((bank) => overlaps(bank, region));
    if (found === null || over === undefined) continue;
    tellTwice(boot, found.of, over, found.at);
    return;
  }
}

/** end_boot_allocator: the first region that has any, and then from the last one down. */
const heapInOrder = ({ heapRegions }: Boot): readonly Range[] =>
  firstThenLast(
    (heapRegions ?? [])
      .filter(({ start, end }) => start < end)
      .map(({ start, end }) => between(frame(start), frame(end))),
  );

const firstThenLast = ([first, ...others]: readonly Range[]): readonly Range[] =>
  first === undefined ? [] : [first, ...others.toReversed()];

const frame = (number: number): Addr => addr(BigInt(number) * PAGE);

/** Where something first meets any of a list. */
function lowest(list: readonly Bank[], meet: (one: Bank) => Range | null): Met | null {
  let found: Met | null = null;
  for (const of of list) {
    const at = meet(of)?.start;
    if (at !== undefined && (found === null || at < found.at)) found = { of, at };
  }
  return found;
}

function tellTwice(boot: Boot, bank: Bank, other: Bank, at: Addr): void {
  boot.trace.stop(
    doubleInitStatic,
    { place: pageStatePlace(boot.target.release), mfn: mfnText(at) },
    {
      domain: bank.domain ?? other.domain,
      path: bank.path,
      property: propertyOf(bank),
      message: `${bank.label} and ${other.label} share memory from ${groupedHex(at)}: Xen ${boot.target.release} prepares the same pages twice.`,
      range: bank,
      involved: [other, bank],
    },
  );
}
