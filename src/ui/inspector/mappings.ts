// How many stage-2 entries map a range that is selected, in words, and where its guest finds it.
import type { GuestBank } from '../../engine/analysis.ts';
import { ENTRY_PAGES, entriesOf, type Level } from '../../engine/boot/stage2.ts';
import { PAGE } from '../../model/addr.ts';
import { endOf, intersection, range, type Range } from '../../model/range.ts';

const BLOCK = { 1: '1 GiB', 2: '2 MiB', 3: '4 KiB' } as const satisfies Record<Level, string>;

type Block = (typeof BLOCK)[Level];

export interface MappingCount {
  readonly block: Block;
  readonly count: bigint;
}

/** Entries by size, largest first, for `size` bytes at `guest` mapped to `host` in one go. */
export const mappings = (guest: bigint, host: bigint, size: bigint): MappingCount[] =>
  Array.from(
    entriesOf({ guest: guest / PAGE, host: host / PAGE, pages: size / PAGE }),
    ({ level, start, end }) => ({ block: BLOCK[level], count: (end - start) / ENTRY_PAGES[level] }),
  );

/** The entries that map `at` (host physical) into the guest whose banks these are; none where Xen picks the pages. */
export function mappingsOf(at: Range, banks: readonly GuestBank[]): MappingCount[] {
  const counts = new Map<Block, bigint>();
  for (const bank of banks) {
    let guest: bigint = bank.guest;
    for (const piece of bank.host ?? []) {
      if (intersection(piece, at) !== null && piece.start >= at.start && endOf(piece) <= endOf(at))
        for (const { block, count } of mappings(guest, piece.start, piece.size))
          counts.set(block, (counts.get(block) ?? 0n) + count);
      guest += piece.size;
    }
  }
  return Object.values(BLOCK).flatMap((block) => {
    const count = counts.get(block);
    return count === undefined ? [] : [{ block, count }];
  });
}

/** `256 × 2 MiB mappings`, `1 × 1 GiB + 3 × 4 KiB mappings`. */
export const mappingsText = (counts: readonly MappingCount[]): string =>
  counts.length === 0
    ? ''
    : `${counts.map(({ block, count }) => `${count} × ${block}`).join(' + ')} ${
        counts.length === 1 && counts[0]?.count === 1n ? 'mapping' : 'mappings'
      }`;

/** Where a guest finds the first byte of `at` (host physical); null when it finds it nowhere. */
export function guestStartOf(at: Range, banks: readonly GuestBank[]): bigint | null {
  for (const bank of banks) {
    let guest: bigint = bank.guest;
    for (const piece of bank.host ?? []) {
      if (intersection(piece, range(at.start, 1n)) !== null) return guest + (at.start - piece.start);
      guest += piece.size;
    }
  }
  return null;
}
