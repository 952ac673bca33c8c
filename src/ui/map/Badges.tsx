// What is said on the axis of what the hand does: how far it has gone and what caught it, at which address.
import { useStore } from 'zustand';
import { type Badge as BadgeAt, badgeAt } from '../../map/geometry/badge.ts';
import type { Measure } from '../../map/geometry/labels.ts';
import { pxOf, type Scale } from '../../map/geometry/scale.ts';
import { handOf } from '../../map/picture/hand.ts';
import type { Caret } from '../../map/tools/caret.ts';
import type { Change } from '../../map/tools/tool.ts';
import { distance, groupedHex } from '../../model/addr.ts';
import { sizeText } from '../../model/size.ts';
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
    ...(change === null ? [] : [{ key: 'change', ...handOf(change, badgeText(change)).badge }]),
    ...(caret === null || change !== null
      ? []
      : [{ key: 'caret', text: STRINGS.caretHint(caret.at), at: caret.at }]),
    ...(pinned === null
      ? []
      : [{ key: 'pinned', text: STRINGS.pinned(pinned.name), at: pinned.range.start }]),
  ];
  return badges.map(({ key, text, at }) => (
    <Badge key={key} {...badgeAt(pxOf(scale, at), text, scale.widthPx, measure)} />
  ));
}

function Badge({ text, x, y, plate, line }: BadgeAt) {
  return (
    <g className={css['badge']} data-testid="drag-badge">
      <path className={css['guide']} d={line} />
      <rect {...plate} />
      <text x={x} y={y} textAnchor="middle">
        {text}
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
