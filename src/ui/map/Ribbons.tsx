// The ribbons from host memory to the guests: under the blocks, over the lanes.
import { Fragment, memo } from 'react';
import {
  crowdOf,
  FEW_RIBBONS,
  type RibbonEnds,
  ribbonArea,
  ribbonEdges,
  ribbonVisible,
} from '../../map/geometry/ribbons.ts';
import type { Row } from '../../map/geometry/rows.ts';
import { extentOf, type Scale } from '../../map/geometry/scale.ts';
import type { Ribbon } from '../../map/geometry/scene.ts';
import type { EntityId } from '../../model/plan.ts';
import { ownerColour } from './BlockShape.tsx';
import css from './map.module.css';
import { type Tied, useBend } from './use-bend.ts';

export interface LaneRibbonsProps {
  readonly guestRow: Row;
  /** The rows its memory may be in. */
  readonly ownRow: Row | null;
  readonly sharedRow: Row | null;
  /** Where the registers are that were passed through. */
  readonly hardwareRow: Row | null;
  readonly hostScale: Scale;
  readonly guestScale: Scale;
  /** What is selected; empty when none of these ribbons is its. */
  readonly selected: ReadonlySet<EntityId>;
  /** Among many: drawn fainter. */
  readonly crowded: boolean;
}

/** Beyond this many px outside the picture an end no longer changes the curve one sees. */
const FAR = 4000;
const near = (extent: readonly [number, number], width: number): readonly [number, number] => {
  const [a, b] = extent;
  if (a >= -FAR && b <= width + FAR) return extent;
  return [Math.min(Math.max(a, -FAR), width + FAR), Math.min(Math.max(b, -FAR), width + FAR)];
};

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
  const { guestRow, ownRow, sharedRow, hardwareRow, hostScale, selected, crowded } = props;
  const { lane } = guestRow;
  const others = [sharedRow, hardwareRow];
  const place = (ribbon: Ribbon): RibbonEnds | null => {
    const hostRow = others.find((row) => row?.lane.key === ribbon.hostLane) ?? ownRow;
    return hostRow === null ? null : endsOf(ribbon, hostRow, props);
  };
  const tied = useBend(lane.ribbons, place, lane.detail);
  const visible = tied.filter(({ ends }) => ribbonVisible(ends, hostScale.widthPx));
  const isStrong = ({ ribbon }: Tied): boolean => ribbon.ids.some((id) => selected.has(id));
  const crowds = byOwner(visible.filter((one) => !isStrong(one)));
  return (
    <>
      {crowds.map(([owner, some]) => {
        const { single, runs } = crowdOf(some);
        const faint = crowded || some.length > FEW_RIBBONS ? css['crowded'] : undefined;
        const fainter = [css['run'], crowded && css['crowded']].filter(Boolean).join(' ');
        return (
          <Fragment key={owner}>
            {runs.length > 0 && <Shape owner={owner} className={fainter} filled={runs} edged={[]} />}
            <Shape owner={owner} className={faint} filled={single} edged={single} />
          </Fragment>
        );
      })}
      {visible.filter(isStrong).map((one) => (
        <Shape
          key={one.ribbon.key}
          owner={one.ribbon.owner}
          className={css['strong']}
          filled={[one.ends]}
          edged={[one.ends]}
        />
      ))}
    </>
  );
});

function byOwner(tied: readonly Tied[]): readonly (readonly [Ribbon['owner'], readonly RibbonEnds[]])[] {
  const owners = new Map<Ribbon['owner'], RibbonEnds[]>();
  for (const { ribbon, ends } of tied) {
    const list = owners.get(ribbon.owner);
    if (list === undefined) owners.set(ribbon.owner, [ends]);
    else list.push(ends);
  }
  return [...owners];
}

interface ShapeProps {
  readonly owner: Ribbon['owner'];
  readonly className: string | false | undefined;
  readonly filled: readonly RibbonEnds[];
  readonly edged: readonly RibbonEnds[];
}

/** One ribbon, or many of an owner as one shape. */
const Shape = ({ owner, className, filled, edged }: ShapeProps) => (
  <g className={[css['ribbon'], className].filter(Boolean).join(' ')} style={ownerColour(owner)}>
    <path className={css['ribbonArea']} d={filled.map(ribbonArea).join('')} />
    {edged.length > 0 && <path className={css['ribbonEdges']} d={edged.map(ribbonEdges).join('')} />}
  </g>
);
