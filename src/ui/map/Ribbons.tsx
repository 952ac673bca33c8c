// The ribbons from host memory to the guests: under the blocks, over the lanes.
import { memo } from 'react';
import { type RibbonEnds, ribbonPaths, ribbonVisible } from '../../map/geometry/ribbons.ts';
import type { Row } from '../../map/geometry/rows.ts';
import { extentOf, type Scale } from '../../map/geometry/scale.ts';
import type { Ribbon } from '../../map/geometry/scene.ts';
import type { EntityId } from '../../model/plan.ts';
import { ownerColour } from './BlockShape.tsx';
import css from './map.module.css';
import { useBend } from './use-bend.ts';

export interface LaneRibbonsProps {
  readonly guestRow: Row;
  /** The rows its memory may be in. */
  readonly ownRow: Row | null;
  readonly sharedRow: Row | null;
  readonly hostScale: Scale;
  readonly guestScale: Scale;
  /** What is selected; empty when none of these ribbons is its. */
  readonly selected: ReadonlySet<EntityId>;
  /** Among many: drawn fainter. */
  readonly crowded: boolean;
}

/** Beyond this many px outside the picture an end no longer changes the curve one sees. */
const FAR = 4000;
const near = ([a, b]: readonly [number, number], width: number): [number, number] => [
  Math.min(Math.max(a, -FAR), width + FAR),
  Math.min(Math.max(b, -FAR), width + FAR),
];

function endsOf(
  ribbon: Ribbon,
  hostRow: Row,
  { guestRow, hostScale, guestScale }: LaneRibbonsProps,
): RibbonEnds {
  const { widthPx } = hostScale;
  return {
    host: near(extentOf(hostScale, ribbon.host), widthPx),
    guest: near(extentOf(guestScale, ribbon.guest), widthPx),
    y0: hostRow.y + hostRow.inset + hostRow.height,
    y1: guestRow.y + guestRow.inset,
  };
}

/** The ribbons of one guest lane. */
export const LaneRibbons = memo(function LaneRibbons(props: LaneRibbonsProps) {
  const { guestRow, ownRow, sharedRow, hostScale, selected, crowded } = props;
  const { widthPx } = hostScale;
  const { lane } = guestRow;
  const tied = lane.ribbons.flatMap((ribbon) => {
    const hostRow = ribbon.hostLane === sharedRow?.lane.key ? sharedRow : ownRow;
    return hostRow === null ? [] : [{ ribbon, ends: endsOf(ribbon, hostRow, props) }];
  });
  const bent = useBend(
    tied.map(({ ends }) => ends),
    lane.detail,
  );
  return tied.map(({ ribbon }, i) => {
    const ends = bent[i];
    if (ends === undefined || !ribbonVisible(ends, widthPx)) return null;
    const { area, edges } = ribbonPaths(ends);
    const strong = ribbon.ids.some((id) => selected.has(id));
    const classes = [css['ribbon'], strong ? css['strong'] : crowded && css['crowded']];
    return (
      <g key={ribbon.key} className={classes.filter(Boolean).join(' ')} style={ownerColour(ribbon.owner)}>
        <path className={css['ribbonArea']} d={area} />
        <path className={css['ribbonEdges']} d={edges} />
      </g>
    );
  });
});
