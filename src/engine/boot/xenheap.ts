// arm32: the part of the heap that Xen always has mapped, how large it is and where it goes.
//
// Stands for setup_mm, consider_modules and fit_xenheap_in_static_heap: arch/arm/setup.c up to 4.18,
// arch/arm/arm32/mmu/mm.c and arch/arm/mmu/setup.c since.
import { addr, alignDown, alignUp, groupedHex, maxOf, MiB } from '../../model/addr.ts';
import { xenheapMebibytesOf } from '../../model/command-line.ts';
import { endOf, type Range, range, subtract } from '../../model/range.ts';
import { sizeText } from '../../model/size.ts';
import { xenheapHole, xenheapHoleUnnoticed } from '../refusals/memory/arm32-xenheap-hole.ts';
import { xenheapParam } from '../refusals/memory/arm32-xenheap-param.ts';
import { xenheapSize } from '../refusals/memory/arm32-xenheap-size.ts';
import { xenheapStatic } from '../refusals/memory/arm32-xenheap-static.ts';
import { xenCommandLine } from './command-line.ts';
import { paddr } from './format.ts';
import type { Boot } from './state.ts';

const STEP = 32n * MiB;
const SMALLEST = 32n * MiB;
const LARGEST = 1024n * MiB;

/** Finds the xenheap; null where Xen finds none, which ends the boot. Host physical. */
export function placeXenheap(boot: Boot): Range | null {
  const { info, trace } = boot;
  const asked = BigInt(xenheapMebibytesOf(xenCommandLine(boot))) * MiB;
  const heap = info.usesStaticHeap ? heapBanks(boot) : info.ram;
  let size = asked > 0n ? asked : usualSize(heap);
  for (;;) {
    const end = info.usesStaticHeap
      ? endInStaticHeap(heap, size)
      : highestFit(obstacles(boot), spanOf(info.ram), size);
    if (end !== null) return found(boot, range(end - size, size), asked > 0n);
    if (asked > 0n || size / 2n <= SMALLEST) break;
    size /= 2n;
  }
  const where = info.usesStaticHeap ? 'bank of the static heap' : 'free piece of RAM';
  const about = info.usesStaticHeap ? { path: '/chosen', property: 'xen,static-heap' } : {};
  if (asked > 0n)
    trace.stop(xenheapParam, null, {
      path: '/chosen',
      property: 'xen,xen-bootargs',
      message: `xenheap_megabytes asks for ${sizeText(asked)}, but no ${where} has that much from one multiple of 32 MiB on.`,
    });
  else if (info.usesStaticHeap)
    trace.stop(xenheapStatic, null, {
      ...about,
      range: heap[0] ?? null,
      message: `No bank of the static heap has ${sizeText(size)} that begin behind its start and end on a multiple of 32 MiB.`,
    });
  else
    trace.stop(xenheapSize, null, {
      message: `No free piece of RAM has the ${sizeText(size)} that Xen wants for its own heap, on multiples of 32 MiB.`,
    });
  return null;
}

/** The pages Xen counts on: at most 1 GiB, at least 32 MiB, a thirty-second of all, rounded up to 32 MiB. */
function usualSize(heap: readonly Range[]): bigint {
  const all = heap.reduce<bigint>((sum, bank) => sum + bank.size, 0n);
  const part = alignUp(((all >> 12n) / 32n) << 12n, STEP);
  return part > LARGEST ? LARGEST : maxOf(part, SMALLEST);
}

const heapBanks = (boot: Boot): readonly Range[] =>
  boot.info.reserved.filter((bank) => bank.kind === 'static-heap');

/** From the lowest to the highest address of RAM: holes between banks count as free. */
function spanOf(ram: readonly Range[]): { readonly start: bigint; readonly end: bigint } {
  const end = ram.reduce<bigint>((last, bank) => maxOf(last, endOf(bank)), 0n);
  return { start: ram.reduce<bigint>((first, bank) => (bank.start < first ? bank.start : first), end), end };
}

/** What the search goes around, in the order it looks. */
const obstacles = (boot: Boot): readonly Range[] => [
  ...boot.info.modules,
  ...(boot.does.memreserveIsReserved ? [] : boot.plan.tree.memreserve),
  ...boot.info.reserved,
  ...(boot.does.sharedOwnBanks ? boot.info.shared.filter((bank) => bank.hasHost) : []),
];

/** The end of the highest aligned piece between `start` and `end` that meets no obstacle from `from` on. */
function highestFit(
  around: readonly Range[],
  { start, end }: { readonly start: bigint; readonly end: bigint },
  size: bigint,
  from = 0,
): bigint | null {
  const low = alignUp(start, STEP);
  const high = alignDown(end, STEP);
  if (low > high || high - low < size) return null;
  for (let i = from; i < around.length; i += 1) {
    const other = around[i];
    if (other === undefined || low >= endOf(other) || other.start >= high) continue;
    return (
      highestFit(around, { start: endOf(other), end: high }, size, i + 1) ??
      highestFit(around, { start: low, end: other.start }, size, i + 1)
    );
  }
  return high;
}

/** The highest end in any bank; one that would begin exactly at its bank's start does not count. */
function endInStaticHeap(banks: readonly Range[], size: bigint): bigint | null {
  let best: bigint = 0n;
  for (const bank of banks) {
    if (bank.size < size) continue;
    const end = alignDown(endOf(bank), STEP);
    const start = alignDown(addr(BigInt.asUintN(64, end - size)), STEP);
    if (start > bank.start) best = maxOf<bigint>(best, end);
  }
  return best === 0n ? null : best;
}

/** Tells where it is. */
function found(boot: Boot, heap: Range, asked: boolean): Range {
  const { info, trace } = boot;
  const all = (info.usesStaticHeap ? heapBanks(boot) : info.ram).reduce<bigint>((sum, b) => sum + b.size, 0n);
  trace.print(
    `Xen heap: ${paddr(heap.start)}-${paddr(endOf(heap))} (${heap.size >> 12n} pages${asked ? ', from command-line' : ''})`,
  );
  trace.print(`Dom heap: ${(all >> 12n) - (heap.size >> 12n)} pages`);
  return heap;
}

/** What becomes of a xenheap that is not all RAM: without entries in the table of pages Xen cannot use it. */
export function checkXenheap(boot: Boot, heap: Range): void {
  const { does, info, pages, trace } = boot;
  const [hole] = subtract([heap], info.ram);
  if (hole === undefined || pages === null) return;
  const message = `Xen puts its own heap at ${groupedHex(heap.start)}, of which ${sizeText(hole.size)} at ${groupedHex(hole.start)} is no RAM: it searches from the lowest to the highest bank and forgets the holes between them.`;
  if (pages.hasEntries(heap, does.frametableSkipsHoles))
    trace.note(xenheapHoleUnnoticed, null, 'error', {
      range: heap,
      message: `${message} It aborts if there is no memory.`,
    });
  else trace.stop(xenheapHole, null, { range: heap, message });
}
