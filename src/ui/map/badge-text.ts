// What is said of a change beside the axis: how far it has gone, and what caught it.
import { distance, groupedHex } from '../../model/addr.ts';
import { sizeText } from '../../model/size.ts';
import type { Change } from '../../map/tools/tool.ts';
import { both, signed, STRINGS } from './strings.ts';

/** How far, as a size and in hex: `+64 MiB (+0x400_0000)`. */
const far = (by: bigint): string =>
  by === 0n ? signed(by) : `${signed(by)} (${by > 0n ? '+' : '−'}${groupedHex(by > 0n ? by : -by)})`;

/** `+64 MiB (+0x400_0000) · 2 MiB snap · pushes 2`, `256 MiB · end of domU2 bank 0 and start of domU3 bank 0`. */
export function badgeText(change: Change): string {
  const { met, grid } = change.guide;
  const snapped = met.length === 0 ? `${sizeText(grid)} snap` : both(met.map(({ label }) => label));
  const { range } = change;
  if (change.kind === 'create') return `${sizeText(range.size)} (${groupedHex(range.size)}) · ${snapped}`;
  const { block, aside, stays, stop } = change;
  const moved =
    change.kind === 'move'
      ? far(distance(block.range.start, range.start))
      : `${sizeText(range.size)}, ${far(range.size - block.range.size)}`;
  return [
    moved,
    stop === null ? snapped : STRINGS.stoppedBy(stop),
    ...(aside.length === 0 ? [] : [`pushes ${aside.length}`]),
    ...(stays.length === 0 ? [] : [STRINGS.stay(stays.length)]),
  ].join(' · ');
}
