// What lies under the lanes: grid lines, the zigzags of the breaks and their labels; and the patterns states are drawn with.
import { memo } from 'react';
import { breakLabel } from '../../map/geometry/axis.ts';
import { clipRect } from '../../map/geometry/clip.ts';
import { HATCH, HATCH_TURN } from '../../map/geometry/hatching.ts';
import type { Measure } from '../../map/geometry/labels.ts';
import { zigzag } from '../../map/geometry/ribbons.ts';
import type { Scale } from '../../map/geometry/scale.ts';
import type { Tick } from '../../map/geometry/ticks.ts';
import { Extent } from './Extent.tsx';
import css from './map.module.css';

export interface BackdropProps {
  readonly scale: Scale;
  readonly ticks: readonly Tick[];
  /** px from the top of the rows to the end of the host lanes. */
  readonly hostEnd: number;
  readonly measure: Measure;
}

/** Centre to centre of two repeats of a break's label, in px. */
const LABEL_PITCH = 500;

export const Backdrop = memo(function Backdrop({ scale, ticks, hostEnd, measure }: BackdropProps) {
  return (
    <g aria-hidden>
      <path
        className={css['grid']}
        d={ticks.map(({ px }) => `M${Math.round(px) + 0.5} 0V${hostEnd}`).join('')}
      />
      {scale.pieces
        .filter((piece) => piece.isBreak && piece.x1 >= 0 && piece.x0 <= scale.widthPx)
        .map(({ range, x0, x1 }) => {
          const text = breakLabel(range);
          const length = measure(text, 'secondary');
          const fits = x1 - x0 >= 26 && length + 24 <= hostEnd;
          const middle = (x0 + x1) / 2;
          const first = Math.min(hostEnd / 2, 62 + length / 2);
          const count = fits ? 1 + Math.floor(Math.max(0, hostEnd - first - length / 2) / LABEL_PITCH) : 0;
          return (
            <g key={`${range.start}`}>
              <rect className={css['breakGap']} x={x0} y={0} width={x1 - x0} height={hostEnd} />
              <path className={css['zigzag']} d={zigzag(fits ? x0 + 8 : middle, 0, hostEnd)} />
              <g transform="rotate(-90)">
                <Extent x={-hostEnd} widthPx={hostEnd} heightPx={scale.widthPx} />
                {Array.from({ length: count }, (_, i) => (
                  <text
                    key={i}
                    className={css['breakText']}
                    x={-(first + i * LABEL_PITCH)}
                    y={x1 - 9}
                    textAnchor="middle"
                  >
                    {text}
                  </text>
                ))}
              </g>
            </g>
          );
        })}
    </g>
  );
});

/** Hatching for what is not usable, and for what lies outside RAM. */
export const Patterns = memo(function Patterns({
  widthPx,
  heightPx,
}: {
  readonly widthPx: number;
  readonly heightPx: number;
}) {
  return (
    <defs>
      {(['hatch', 'outside'] as const).map((hatch) => (
        <pattern
          key={hatch}
          id={`map-${hatch}`}
          width={HATCH.tile}
          height={HATCH.tile}
          patternUnits="userSpaceOnUse"
          patternTransform={`rotate(${HATCH_TURN[hatch]})`}
        >
          <rect className={css[`${hatch}Line`]} width={HATCH.stripe} height={HATCH.tile} />
        </pattern>
      ))}
      <clipPath id="map-clip">
        <rect {...clipRect(widthPx, heightPx)} />
      </clipPath>
    </defs>
  );
});
