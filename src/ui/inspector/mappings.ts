// How many page-table entries map a range: at each step Xen's P2M takes the largest of 1 GiB, 2 MiB and 4 KiB to
// which guest address, host address and what is left are all aligned (xen/arch/arm/p2m.c, later mmu/p2m.c:
// p2m_mapping_order). What is left counts from the end, so a ragged end costs every large mapping before it.
import type { GuestBank } from '../../engine/analysis.ts';
import { GiB, MiB, PAGE } from '../../model/addr.ts';
import { endOf, intersection, range, type Range } from '../../model/range.ts';

const BLOCKS = [
  ['1 GiB', GiB as bigint],
  ['2 MiB', 2n * MiB],
  ['4 KiB', PAGE as bigint],
] as const;

type Block = (typeof BLOCKS)[number][0];

export interface MappingCount {
  readonly block: Block;
  readonly count: bigint;
}

/** Entries by size, largest first, for `size` bytes at `guest` mapped to `host` in one go. */
export function mappings(guest: bigint, host: bigint, size: bigint): MappingCount[] {
  const found: MappingCount[] = [];
  let to = guest + size;
  for (const [block, step] of BLOCKS) {
    if ((guest - host) % step !== 0n || to % step !== 0n) continue;
    const from = ((guest + step - 1n) / step) * step;
    if (from >= to) continue;
    found.push({ block, count: (to - from) / step });
    to = from;
  }
  return found;
}

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
  return BLOCKS.flatMap(([block]) => {
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
