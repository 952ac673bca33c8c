// Bytes of host memory as page frames, and back.
import { type Addr, PAGE } from '../../model/addr.ts';
import { endOf, type Range } from '../../model/range.ts';
import type { Span } from './problem.ts';

/** Pages. */
export const MIB = 256;
export const GIB = 1024 * MIB;
export const LOW = 4 * GIB;

export const pageOf = (at: bigint): number => Number(at / PAGE);
export const pagesOf = (size: bigint): number => Number((size + PAGE - 1n) / PAGE);
export const spanOf = (range: Range): Span => ({
  start: pageOf(range.start),
  end: pageOf(endOf(range) + PAGE - 1n),
});
/** Only what is whole pages. */
export const inside = (range: Range): Span => ({
  start: pageOf(range.start + PAGE - 1n),
  end: pageOf(endOf(range)),
});

/** The largest power of two up to `most` that divides a page frame: what it is to stay a multiple of. */
export function alignmentOf(start: number, most: number): number {
  let align = most;
  while (start % align !== 0) align /= 2;
  return align;
}

/** A span in bytes, host physical. */
export const rangeOf = ({ start, end }: Span): Range => ({
  start: (BigInt(start) * PAGE) as Addr,
  size: (BigInt(end - start) * PAGE) as Range['size'],
});
