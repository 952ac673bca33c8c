// Page-frame compression: address bits that no RAM uses are left out of the index into the table of pages.
//
// Stands for init_pdx and pfn_pdx_hole_setup (arch/arm/setup.c and common/pdx.c).
import { alignDown, PAGE } from '../../model/addr.ts';
import { endOf, type Range } from '../../model/range.ts';

/** Address bits that are never compressed away: the largest chunk of the heap is 1 GiB (MAX_ORDER). */
const KEPT_BITS = 30n;

export interface Pdx {
  /** Pages that are valid together. */
  readonly groupPages: number;
  /** Address bits that every valid address has clear. */
  readonly holeMask: bigint;
  /** Index of a page frame among the frames that can exist; meaningful for frames without hole bits. */
  of(pfn: number): number;
  /** The page frame of an index. */
  frameOf(index: number): number;
  /** Index of the group that an address belongs to. */
  groupOf(address: bigint): number;
  /** The first address of the group behind it. */
  nextGroup(address: bigint): bigint;
}

/** Every bit below the highest one set. */
const fill = (value: bigint): bigint => (value === 0n ? 0n : (1n << BigInt(value.toString(2).length)) - 1n);

export function compress(ram: readonly Range[], groupPages: number): Pdx {
  const { holeMask, of, frameOf } = bitsLeftOut(ram);
  const groupBytes = BigInt(groupPages) * PAGE;
  return {
    groupPages,
    holeMask,
    of,
    frameOf,
    groupOf: (address) => Math.floor(of(Number(address >> 12n)) / groupPages),
    nextGroup: (address) => alignDown(address, groupBytes) + groupBytes,
  };
}

/** Indices of the groups that hold RAM. */
export function groupsWithRam(ram: readonly Range[], pdx: Pdx): ReadonlySet<number> {
  const groups = new Set<number>();
  for (const bank of ram) {
    const last = pdx.groupOf(endOf(bank) - 1n);
    for (let group = pdx.groupOf(bank.start); group <= last; group += 1) groups.add(group);
  }
  return groups;
}

function bitsLeftOut(ram: readonly Range[]): Pick<Pdx, 'holeMask' | 'of' | 'frameOf'> {
  let mask = (1n << KEPT_BITS) - 1n;
  for (const { start, size } of ram) mask |= start | fill(start ^ (start + size - 1n));
  let best = { low: 0n, bits: 0n };
  for (let bit = KEPT_BITS; mask >> bit !== 0n; bit += 1n) {
    if (((mask >> bit) & 1n) === 1n) continue;
    let end = bit;
    while (((mask >> end) & 1n) === 0n) end += 1n;
    if (end - bit > best.bits) best = { low: bit, bits: end - bit };
    bit = end;
  }
  if (best.bits === 0n) return { holeMask: 0n, of: (pfn) => pfn, frameOf: (index) => index };
  const low = 2 ** Number(best.low - 12n);
  const drop = 2 ** Number(best.bits);
  return {
    holeMask: ((1n << best.bits) - 1n) << best.low,
    of: (pfn) => (pfn % low) + Math.floor(pfn / (low * drop)) * low,
    frameOf: (index) => (index % low) + Math.floor(index / low) * low * drop,
  };
}
