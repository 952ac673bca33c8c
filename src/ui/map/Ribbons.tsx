// The ribbons from host memory to the guests: under the blocks, over the lanes.
import { memo } from 'react';
import { ribbonPaths, ribbonVisible } from '../../map/geometry/ribbons.ts';
import type { Row } from '../../map/geometry/rows.ts';
import { extentOf, type Scale } from '../../map/geometry/scale.ts';
import type { Ribbon } from '../../map/geometry/scene.ts';
import { ownerColour } from './BlockShape.tsx';
import css from './map.module.css';

export interface RibbonShapeProps {
  readonly ribbon: Ribbon;
  readonly hostRow: Row;
  readonly guestRow: Row;
  readonly hostScale: Scale;
  readonly guestScale: Scale;
  /** Of the selected memory. */
  readonly strong: boolean;
  /** Among many: drawn fainter. */
  readonly crowded: boolean;
}

/** Beyond this many px outside the picture an end no longer changes the curve one sees. */
const FAR = 4000;
const near = ([a, b]: readonly [number, number], width: number): [number, number] => [
  Math.min(Math.max(a, -FAR), width + FAR),
  Math.min(Math.max(b, -FAR), width + FAR),
];

export const RibbonShape = memo(function RibbonShape(props: RibbonShapeProps) {
  const { ribbon, hostRow, guestRow, hostScale, guestScale, strong, crowded } = props;
  const { widthPx } = hostScale;
  const ends = {
    host: near(extentOf(hostScale, ribbon.host), widthPx),
    guest: near(extentOf(guestScale, ribbon.guest), widthPx),
    y0: hostRow.y + hostRow.inset + hostRow.height,
    y1: guestRow.y + guestRow.inset,
  };
  if (!ribbonVisible(ends, widthPx)) return null;
  const { area, edges } = ribbonPaths(ends);
  return (
    <g
      className={[css['ribbon'], strong ? css['strong'] : crowded && css['crowded']]
        .filter(Boolean)
        .join(' ')}
      style={ownerColour(ribbon.owner)}
    >
      <path className={css['ribbonArea']} d={area} />
      <path className={css['ribbonEdges']} d={edges} />
    </g>
  );
});
