// The axis: tick labels, and the badge of a drag.
import { memo } from 'react';
import { fitText, type Measure } from '../../map/geometry/labels.ts';
import type { Tick } from '../../map/geometry/ticks.ts';
import css from './map.module.css';

export const AXIS_HEIGHT = 38;

export const AxisBar = memo(function AxisBar({ ticks }: { readonly ticks: readonly Tick[] }) {
  const [labelled, minor] = [
    ticks.filter(({ label }) => label !== null),
    ticks.filter(({ label }) => label === null),
  ];
  return (
    <g aria-hidden>
      <path className={css['minorTick']} d={minor.map(({ px }) => `M${px} 21v5`).join('')} />
      <path className={css['tick']} d={labelled.map(({ px }) => `M${px} 18v8`).join('')} />
      {labelled.map(({ at, px, label, anchor }) => (
        <text key={`${at}`} className={css['tickText']} x={px} y={13} textAnchor={anchor}>
          {label}
        </text>
      ))}
    </g>
  );
});

/** px beside the words of the badge. */
const BADGE_PAD = 10;

export function Badge({
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
