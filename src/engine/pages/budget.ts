// What must fit into Xen’s heap and what is lost: the static heap’s reckoning, or that of free RAM where there is none.
import type { Owner, PageNote, Purpose } from '../boot/page-log.ts';
import type { Timeline } from './timeline.ts';

/** Something that has to be had. */
export interface Need {
  /** `the table of all pages`, `page tables of domU1`. */
  readonly of: string;
  readonly domain: Owner | null;
  /** null for what Xen takes before it has a heap. */
  readonly purpose: Purpose | null;
  readonly pages: number;
  /** Measured on real Xen and not reckoned: off by some 16 pages in all. */
  readonly isMeasured: boolean;
  /** Xen stops before it asks for this. */
  readonly isUnreached: boolean;
}

export interface Budget {
  readonly isStaticHeap: boolean;
  /** Pages that Xen’s allocators are given at first. */
  readonly given: number;
  /** In the order in which they are wanted. */
  readonly needs: readonly Need[];
  /** given without all needs; negative: so much is missing. Contiguity apart. */
  readonly left: number;
  /** Pages of boot modules that come back to the heap in the end. */
  readonly returned: number;
  /** Pages of RAM nobody gets: RAM beside the static heap, and boot modules that are kept since 4.20. */
  readonly wasted: { readonly besideHeap: number; readonly modules: number };
}

const MEASURED: readonly (Purpose | null)[] = ['xen', 'structures'];

const pagesOf = ({ ranges, pages }: Pick<PageNote, 'ranges' | 'pages'>): number =>
  pages !== undefined && pages !== 0 ? pages : ranges.reduce((sum, { size }) => sum + Number(size >> 12n), 0);

const NEEDS: readonly string[] = ['boot-taken', 'heap-taken', 'chunk-taken'];

export function budgetOf(timeline: Timeline): Budget {
  const { events, booted, unreached } = timeline;
  const boot = events.slice(0, booted);
  const counts = boot.at(-1)?.counts;
  const needs = [
    ...boot.map((event) => ({ event, isUnreached: false })),
    ...unreached.map((event) => ({ event, isUnreached: true })),
  ]
    .filter(({ event }) => NEEDS.includes(event.what))
    .map(({ event, isUnreached }) => ({
      of: event.of,
      domain: event.domain ?? null,
      purpose: event.what === 'chunk-taken' ? ('RAM' as const) : (event.purpose ?? null),
      pages: pagesOf(event),
      isMeasured: MEASURED.includes(event.purpose ?? null),
      isUnreached,
    }));
  const given = boot.find(({ what }) => what === 'boot-given');
  const total = given?.counts.pages.boot ?? 0;
  const sumOf = (what: string): number =>
    boot
      .filter((event) => event.what === what)
      .flatMap(({ changes }) => changes)
      .reduce((sum, { start, end }) => sum + end - start, 0);
  const kept = sumOf('module-kept');
  return {
    isStaticHeap: events.some(({ what }) => what === 'heap-recorded'),
    given: total,
    needs,
    left: total - needs.reduce((sum, { pages }) => sum + pages, 0),
    returned: sumOf('module-freed'),
    wasted: { besideHeap: (counts?.pages.unused ?? 0) - kept, modules: kept },
  };
}
