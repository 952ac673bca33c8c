// What is said on the axis of what the hand does: how far it has gone and what caught it, at which address.
import { useStore } from 'zustand';
import { fitText, type Measure } from '../../map/geometry/labels.ts';
import { pxOf, type Scale } from '../../map/geometry/scale.ts';
import type { Caret } from '../../map/tools/caret.ts';
import type { Change } from '../../map/tools/tool.ts';
import { distance, groupedHex } from '../../model/addr.ts';
import { sizeText } from '../../model/size.ts';
import { AXIS_HEIGHT } from './AxisBar.tsx';
import type { InHand } from './in-hand.ts';
import css from './map.module.css';
import { both, signed, STRINGS } from './strings.ts';

export interface BadgesProps {
  readonly scale: Scale;
  readonly measure: Measure;
  readonly inHand: InHand;
  readonly caret: Caret | null;
}

export function Badges({ scale, measure, inHand: { live, change: rested, pinned }, caret }: BadgesProps) {
  const change = useStore(live) ?? rested;
  const badges = [
    ...(change === null ? [] : [{ key: 'change', text: badgeText(change), at: change.guide.at }]),
    ...(caret === null || change !== null
      ? []
      : [{ key: 'caret', text: STRINGS.caretHint(caret.at), at: caret.at }]),
    ...(pinned === null
      ? []
      : [{ key: 'pinned', text: STRINGS.pinned(pinned.name), at: pinned.range.start }]),
  ];
  return badges.map(({ key, text, at }) => (
    <Badge key={key} text={text} px={pxOf(scale, at)} widthPx={scale.widthPx} measure={measure} />
  ));
}

/** px beside the words of the badge. */
const BADGE_PAD = 10;

function Badge({
  text,
  px,
  widthPx,
  measure,
}: {
  readonly text: string;
  readonly px: number;
  readonly widthPx: number;
  readonly measure: Measure;
}) {
  const shown = fitText(text, 'label', widthPx - 2 * BADGE_PAD, measure) ?? '';
  const width = measure(shown, 'label') + 2 * BADGE_PAD;
  const x = Math.min(Math.max(px - width / 2, 0), Math.max(widthPx - width, 0));
  return (
    <g className={css['badge']} data-testid="drag-badge">
      <path className={css['guide']} d={`M${px} 18V${AXIS_HEIGHT}`} />
      <rect x={x} y={18} width={width} height={18} rx={4} />
      <text x={x + width / 2} y={31} textAnchor="middle">
        {shown}
      </text>
    </g>
  );
}

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
