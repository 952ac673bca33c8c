// Page-frame compression: address bits that no RAM uses are left out of the index into the table of pages.
//
// Stands for init_pdx and pfn_pdx_hole_setup (arch/arm/setup.c and common/pdx.c).
import type { Range } from '../../model/range.ts';

/** Bits of the page frame that are never compressed away: a group of pages is 1 GiB. */
const GROUP_BITS = 30n;
export const GROUP_PAGES = 1 << 18;

export interface Pdx {
  /** Address bits that every valid address has clear. */
  readonly holeMask: bigint;
  /** Index of a page frame among the frames that can exist; meaningful for frames without hole bits. */
  of(pfn: number): number;
}

/** Every bit below the highest one set. */
const fill = (value: bigint): bigint => (value === 0n ? 0n : (1n << BigInt(value.toString(2).length)) - 1n);

export function compress(ram: readonly Range[]): Pdx {
  let mask = (1n << GROUP_BITS) - 1n;
  for (const { start, size } of ram) mask |= start | fill(start ^ (start + size - 1n));
  let best = { low: 0n, bits: 0n };
  for (let bit = GROUP_BITS; mask >> bit !== 0n; bit += 1n) {
    if (((mask >> bit) & 1n) === 1n) continue;
    let end = bit;
    while (((mask >> end) & 1n) === 0n) end += 1n;
    if (end - bit > best.bits) best = { low: bit, bits: end - bit };
    bit = end;
  }
  if (best.bits === 0n) return { holeMask: 0n, of: (pfn) => pfn };
  const low = 2 ** Number(best.low - 12n);
  const drop = 2 ** Number(best.bits);
  return {
    holeMask: ((1n << best.bits) - 1n) << best.low,
    of: (pfn) => (pfn % low) + Math.floor(pfn / (low * drop)) * low,
  };
}
