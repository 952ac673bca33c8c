// The axis: ticks and their labels.
import { memo } from 'react';
import type { Tick } from '../../map/geometry/ticks.ts';
import css from './map.module.css';

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
