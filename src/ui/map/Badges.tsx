// What is said on the axis of what the hand does: how far it has gone and what caught it, at which address.
import { type Badge as BadgeAt, badgeAt } from '../../map/geometry/badge.ts';
import type { Measure } from '../../map/geometry/labels.ts';
import { pxOf, type Scale } from '../../map/geometry/scale.ts';
import type { Caret } from '../../map/tools/caret.ts';
import { badgeText } from './badge-text.ts';
import type { InHand } from './in-hand.ts';
import css from './map.module.css';
import { STRINGS } from './strings.ts';

export interface BadgesProps {
  readonly scale: Scale;
  readonly measure: Measure;
  readonly inHand: InHand;
  readonly caret: Caret | null;
  /** A thread paints what is said of the change. */
  readonly painted: boolean;
}

export function Badges({ scale, measure, inHand: { change, pinned }, caret, painted }: BadgesProps) {
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
    <g key={key} className={painted && key === 'change' ? css['unseen'] : undefined}>
      <Badge {...badgeAt(pxOf(scale, at), text, scale.widthPx, measure)} />
    </g>
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
