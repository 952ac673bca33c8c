// Where things would go, dashed over the lanes, until they are accepted or discarded.
import { clampPx } from '../../map/geometry/cull.ts';
import type { Measure } from '../../map/geometry/labels.ts';
import { type Rows, rowOf } from '../../map/geometry/rows.ts';
import { extentOf, type Scale } from '../../map/geometry/scale.ts';
import { ownerColour } from './BlockShape.tsx';
import css from './map.module.css';
import type { ProposedPlace } from './proposed.ts';

interface ProposedProps {
  readonly places: readonly ProposedPlace[];
  readonly rows: Rows;
  readonly scale: Scale;
  readonly measure: Measure;
}

/** Narrower than this a place would not be seen. */
const LEAST_PX = 4;
const PAD_PX = 8;

export function Proposed({ places, rows, scale, measure }: ProposedProps) {
  return (
    <g aria-hidden>
      {places.map(({ lane, range, label, owner }) => {
        const row = rowOf(rows, lane);
        const [from, to] = extentOf(scale, range);
        if (row === undefined || to < 0 || from > scale.widthPx) return null;
        const [x0, x1] = [clampPx(scale, from), clampPx(scale, to)];
        const width = Math.max(x1 - x0, LEAST_PX);
        const fits = measure(label, 'label') + 2 * PAD_PX <= width;
        return (
          <g key={`${lane} ${range.start}`} style={ownerColour(owner)} data-proposed={label}>
            <rect
              className={css['proposed']}
              x={x0}
              y={row.y + row.inset}
              width={width}
              height={row.height}
              rx={3}
            />
            {fits && (
              <text
                className={css['proposedText']}
                x={x0 + PAD_PX}
                y={row.y + row.inset + row.height / 2 + 4}
              >
                {label}
              </text>
            )}
          </g>
        );
      })}
    </g>
  );
}
