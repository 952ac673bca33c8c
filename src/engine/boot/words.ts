// Sentences for people that several stages need.
import { groupedHex } from '../../model/addr.ts';
import { intersection, type Range } from '../../model/range.ts';
import { sizeText } from '../../model/size.ts';

/** `0x4000_0000 + 64 MiB`. */
export const rangeText = (range: Range): string => `${groupedHex(range.start)} + ${sizeText(range.size)}`;

/** `domU1 bank 0 overlaps domU2 bank 0 by 64 MiB at 0x4000_0000.` */
export function overlapText(label: string, range: Range, otherLabel: string, other: Range): string {
  const common = intersection(range, other);
  return common === null
    ? `${label} is empty and lies inside ${otherLabel} at ${groupedHex(range.start)}.`
    : `${label} overlaps ${otherLabel} by ${sizeText(common.size)} at ${groupedHex(common.start)}.`;
}
