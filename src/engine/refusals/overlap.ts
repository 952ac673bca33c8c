// How Xen words that a range runs into one recorded before.
import type { Range } from '../../model/range.ts';
import { prefixedPaddr } from '../boot/format.ts';

/** A range and the recorded one it runs into. */
export interface Overlap {
  readonly range: Range;
  readonly other: Range;
  /** Index of the other among the recorded banks or modules. */
  readonly order: number;
  readonly against: 'bank' | 'mod';
}

/** meminfo_overlap_check and boot_modules_overlap_check, from 4.18. */
export const regionLine = ({ range, other, order, against }: Overlap): readonly string[] => [
  `Region: [${prefixedPaddr(range.start)}, ${prefixedPaddr(range.start + range.size)}) overlapping with ` +
    `${against}[${order}]: [${prefixedPaddr(other.start)}, ${prefixedPaddr(other.start + other.size)})`,
];
