// A domain's stage-2 page tables as the mappings made in them leave them: what each entry covers, and how many tables
// there are. What is mapped later replaces, and splits, what was there.
//
// Stands for p2m_set_entry, p2m_split_superpage and p2m_free_entry (arch/arm/p2m.c up to 4.18, arch/arm/mmu/p2m.c
// since), which are the same from 4.16 on.
import { alignDown, alignUp } from '../../model/addr.ts';

/** Pages mapped in one go. */
export interface MappedPages {
  /** Guest page frame. */
  readonly guest: bigint;
  /** Host page frame; where Xen picks the pages, one that is as aligned as they are. */
  readonly host: bigint;
  readonly pages: bigint;
}

/** Of a table: 1 has entries of 1 GiB, 2 of 2 MiB, 3 of 4 KiB. */
export type Level = 1 | 2 | 3;
export type RootLevel = 0 | 1;

/** Pages an entry of a level maps. */
export const ENTRY_PAGES: Readonly<Record<Level, bigint>> = { 1: 512n * 512n, 2: 512n, 3: 1n };
/** Pages a table of a level maps. */
const TABLE_PAGES: Readonly<Record<Level, bigint>> = { 1: 512n * 512n * 512n, 2: 512n * 512n, 3: 512n };
export const LEVELS: readonly Level[] = [1, 2, 3];

/** Neighbouring entries of one level. Guest page frames, `end` exclusive. */
export interface Entries {
  readonly level: Level;
  readonly start: bigint;
  readonly end: bigint;
}

/**
 * The entries one mapping makes, from its end down. Each step takes the largest entry to which guest, host and the number
 * of pages left are all aligned; as that number counts from the end, a ragged end costs every large entry before it.
 */
export function entriesOf({ guest, host, pages }: MappedPages): readonly Entries[] {
  const found: Entries[] = [];
  let end = guest + pages;
  for (const level of LEVELS) {
    const size = ENTRY_PAGES[level];
    if ((guest - host) % size !== 0n || end % size !== 0n) continue;
    const start = alignUp(guest, size);
    if (start >= end) continue;
    found.push({ level, start, end });
    end = start;
  }
  return found;
}

/** What all the mappings leave, sorted by guest address. */
export function entriesAfter(mapped: readonly MappedPages[]): readonly Entries[] {
  const all: Entries[] = [];
  for (const one of mapped) for (const entries of entriesOf(one)) put(all, entries);
  return all;
}

/** Tables below the root that hold these entries. `all` is sorted. */
export function tablesOf(all: readonly Entries[], rootLevel: RootLevel): bigint {
  let tables = 0n;
  for (const level of LEVELS) {
    if (level <= rootLevel) continue;
    const span = TABLE_PAGES[level];
    let counted = -1n;
    for (const entries of all) {
      if (entries.level < level) continue;
      const first = entries.start / span;
      const last = (entries.end - 1n) / span;
      const from = first > counted ? first : counted + 1n;
      if (last >= from) tables += last - from + 1n;
      counted = last > counted ? last : counted;
    }
  }
  return tables;
}

/** Puts entries in the place of what was there. */
function put(all: Entries[], entries: Entries): void {
  const from = firstEndingAfter(all, entries.start);
  let to = from;
  const left: Entries[] = [];
  const right: Entries[] = [];
  for (let old = all[to]; old !== undefined && old.start < entries.end; old = all[to]) {
    left.push(...before(old, entries));
    right.push(...after(old, entries));
    to += 1;
  }
  all.splice(from, to - from, ...left, entries, ...right);
}

function firstEndingAfter(all: readonly Entries[], at: bigint): number {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((all[middle]?.end ?? 0n) > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** What is left of `old` below `entries`; a larger entry that is cut becomes smaller ones, level by level. */
function* before(old: Entries, { level, start }: Entries): Generator<Entries> {
  let at = old.start;
  for (const size of LEVELS) {
    if (size < old.level || (size > old.level && size > level)) continue;
    const end = size < level ? alignDown(start, ENTRY_PAGES[size]) : start;
    if (end > at) yield { level: size, start: at, end };
    at = end > at ? end : at;
  }
}

/** What is left of `old` above `entries`. */
function* after(old: Entries, { level, end }: Entries): Generator<Entries> {
  if (end >= old.end) return;
  let at = end;
  for (const size of LEVELS.toReversed()) {
    if (size < old.level || (size > old.level && size > level)) continue;
    const to = size > old.level ? alignUp(at, ENTRY_PAGES[(size - 1) as Level]) : old.end;
    if (to > at) yield { level: size, start: at, end: to };
    at = to > at ? to : at;
  }
}
