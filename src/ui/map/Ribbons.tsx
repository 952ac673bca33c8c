// The ribbons from host memory to the guests: under the blocks, over the lanes.
import { memo } from 'react';
import { ribbonPaths, ribbonVisible } from '../../map/geometry/ribbons.ts';
import type { Row } from '../../map/geometry/rows.ts';
import { extentOf, type Scale } from '../../map/geometry/scale.ts';
import type { EntityId } from '../../model/plan.ts';
import { ownerColour } from './BlockShape.tsx';
import css from './map.module.css';

export interface LaneRibbonsProps {
  readonly guestRow: Row;
  /** The rows its memory may be in. */
  readonly ownRow: Row | null;
  readonly sharedRow: Row | null;
  readonly hostScale: Scale;
  readonly guestScale: Scale;
  /** The selected entity, when one of these ribbons is its. */
  readonly selected: EntityId | null;
  /** Among many: drawn fainter. */
  readonly crowded: boolean;
}

/** Beyond this many px outside the picture an end no longer changes the curve one sees. */
const FAR = 4000;
const near = ([a, b]: readonly [number, number], width: number): [number, number] => [
  Math.min(Math.max(a, -FAR), width + FAR),
  Math.min(Math.max(b, -FAR), width + FAR),
];

/** The ribbons of one guest lane. */
export const LaneRibbons = memo(function LaneRibbons(props: LaneRibbonsProps) {
  const { guestRow, ownRow, sharedRow, hostScale, guestScale, selected, crowded } = props;
  const { widthPx } = hostScale;
  return guestRow.lane.ribbons.map((ribbon) => {
    const hostRow = ribbon.hostLane === sharedRow?.lane.key ? sharedRow : ownRow;
    if (hostRow === null) return null;
    const ends = {
      host: near(extentOf(hostScale, ribbon.host), widthPx),
      guest: near(extentOf(guestScale, ribbon.guest), widthPx),
      y0: hostRow.y + hostRow.inset + hostRow.height,
      y1: guestRow.y + guestRow.inset,
    };
    if (!ribbonVisible(ends, widthPx)) return null;
    const { area, edges } = ribbonPaths(ends);
    const strong = selected !== null && ribbon.ids.includes(selected);
    const classes = [css['ribbon'], strong ? css['strong'] : crowded && css['crowded']];
    return (
      <g key={ribbon.key} className={classes.filter(Boolean).join(' ')} style={ownerColour(ribbon.owner)}>
        <path className={css['ribbonArea']} d={area} />
        <path className={css['ribbonEdges']} d={edges} />
      </g>
    );
  });
});
