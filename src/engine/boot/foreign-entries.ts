// Static pages in a hole of RAM whose address bits the table of pages leaves out: what stands there in the table are the
// entries of other pages.
//
// Stands for unprepare_staticmem_pages and mark_page_free (common/page_alloc.c).
import { addr, alignDown, groupedHex, PAGE } from '../../model/addr.ts';
import { intersection, type Range, range } from '../../model/range.ts';
import { bug, foreignEntry, pageStatePlace } from '../refusals/page-alloc.ts';
import { linesOf } from '../refusals/refusal.ts';
import { sharedForeign, sharedOutside } from '../refusals/shared/shm-outside-ram.ts';
import { doubleInitStatic } from '../refusals/static/double-init-static.ts';
import { staticForeign, staticHoleOther } from '../refusals/static/static-in-hole-other-1g.ts';
import type { Bank } from './bootinfo.ts';
import { mfnText } from './format.ts';
import type { Frametable } from './frametable.ts';
import type { Pdx } from './pdx.ts';
import type { Boot } from './state.ts';
import type { Told } from './trace.ts';

/** Pages that Xen makes ready, and what has them. */
export interface Held {
  readonly pages: Range;
  readonly by: string;
  /** Before the bank in question. */
  readonly before: boolean;
}

interface Around {
  /** The first address in a hole. */
  readonly hole: bigint;
  readonly pdx: Pdx;
  readonly table: Frametable;
  /** Groups that hold RAM. */
  readonly groups: ReadonlySet<number>;
  /** All other pages that Xen makes ready, in the order in which it comes upon one that is ready already. */
  readonly others: readonly Held[];
  readonly told: Partial<Told>;
}

/** The first address of a range with a bit that the table of pages leaves out. */
export function firstInHole({ start, size }: Range, { holeMask }: Pdx): bigint | null {
  if (holeMask === 0n || (start & holeMask) !== 0n) return holeMask === 0n ? null : start;
  const lowest = holeMask & -holeMask;
  const next = alignDown(start, lowest) + lowest;
  return next < start + size ? next : null;
}

/**
 * Xen goes through the table entry by entry, and takes the page that the first one stands for as the first. Debug builds
 * compare each with its entry; release builds mark what they find, and stop at the first such page that is another bank's or
 * that the heap is to have.
 */
export function checkForeign(
  boot: Boot,
  bank: Bank,
  pages: Range,
  { hole, pdx, table, groups, others, told }: Around,
): void {
  const { debug, does, target, trace } = boot;
  const refusal = bank.kind === 'shared' ? sharedForeign : staticForeign;
  const first = pdx.of(Number(pages.start >> 12n));
  const count = Number(pages.size >> 12n);
  const taken = range(addr(BigInt(pdx.frameOf(first)) * PAGE), pages.size);
  const crossing = firstInHole(taken, pdx);
  const behind = crossing === null ? 0 : Number((crossing - taken.start) >> 12n);
  const hasEntry = (index: number): boolean =>
    does.frametableSkipsHoles
      ? groups.has(Math.floor(index / pdx.groupPages))
      : index >= table.firstPdx && index < table.firstPdx + table.entries;
  const reached = debug && crossing !== null ? behind : count - 1;
  const steps = [first, first + reached];
  for (
    let at = Math.ceil((first + 1) / pdx.groupPages) * pdx.groupPages;
    at < first + reached;
    at += pdx.groupPages
  )
    steps.push(at);
  const why = `${bank.label} reaches into a hole in RAM at ${groupedHex(hole)}, whose address bits Xen’s table of pages leaves out`;
  if (!steps.every(hasEntry)) {
    trace.stop(bank.kind === 'shared' ? sharedOutside : staticHoleOther, null, {
      ...told,
      message: `${why}.`,
    });
    return;
  }
  if (debug && crossing !== null) {
    trace.stop(refusal, null, {
      ...told,
      message: `${why}: the entry there is another page’s.`,
      consequence: 'assertion',
      ending: foreignEntry(target.release),
    });
    return;
  }
  const foreign = range(addr(BigInt(pdx.frameOf(first + behind)) * PAGE), BigInt(count - behind) * PAGE);
  for (const { pages: theirs, by, before } of others) {
    const met = intersection(theirs, foreign);
    if (met === null) continue;
    // Whoever comes last tells the page by the address it went through itself.
    const page = before ? (crossing ?? taken.start) + met.start - foreign.start : met.start;
    trace.stop(refusal, null, {
      ...told,
      message: `${why}: Xen makes the page at ${groupedHex(met.start)} static in its place, which is in ${by}.`,
      alsoPrints: linesOf(doubleInitStatic, { place: '', mfn: mfnText(page) }, trace.at),
      ending: bug.text({ place: pageStatePlace(target.release) }),
    });
    return;
  }
}
