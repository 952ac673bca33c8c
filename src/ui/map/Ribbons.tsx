// The ribbons from host memory to the guests: under the blocks, over the lanes. All that look alike are one shape, whichever
// lane they end in; what is selected is drawn on top, each by itself.
import { Fragment, memo, useMemo } from 'react';
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
import { type Tie, type Tied, tiedOf, useBend } from './use-bend.ts';

/** A guest's lane and those its memory may be in. */
export interface GuestTies {
  readonly guestRow: Row;
  readonly ownRow: Row | null;
  readonly sharedRow: Row | null;
  /** Where the registers are that were passed through. */
  readonly hardwareRow: Row | null;
  readonly guestScale: Scale;
}

export interface RibbonsProps {
  readonly guests: readonly GuestTies[];
  readonly hostScale: Scale;
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

function tieOf({ guestRow, ownRow, sharedRow, hardwareRow, guestScale }: GuestTies, hostScale: Scale): Tie {
  const { widthPx } = hostScale;
  const others = [sharedRow, hardwareRow];
  return {
    lane: guestRow.lane,
    place: (ribbon) => {
      const hostRow = others.find((row) => row?.lane.key === ribbon.hostLane) ?? ownRow;
      return hostRow === null
        ? null
        : {
            host: near(extentOf(hostScale, ribbon.host), widthPx),
            guest: near(extentOf(guestScale, ribbon.guest), widthPx),
            y0: hostRow.y + hostRow.inset + hostRow.height,
            y1: guestRow.y + guestRow.inset,
          };
    },
  };
}

/** SVG paths of ribbons of one owner that are not selected. */
interface Faint {
  readonly owner: Ribbon['owner'];
  /** From a lane that has many of them: they are drawn fainter. */
  readonly many: boolean;
  readonly runs: string;
  readonly areas: string;
  readonly edges: string;
}

/** What is drawn of one lane's ribbons. */
interface LaneShapes {
  readonly faint: readonly Faint[];
  readonly strong: readonly Tied[];
}

function shapesOf(tied: readonly Tied[], selected: ReadonlySet<EntityId>, widthPx: number): LaneShapes {
  const strong: Tied[] = [];
  const owners = new Map<Ribbon['owner'], RibbonEnds[]>();
  for (const one of tied) {
    const { ribbon, ends } = one;
    if (!ribbonVisible(ends, widthPx)) continue;
    const list = owners.get(ribbon.owner);
    if (selected.size > 0 && ribbon.ids.some((id) => selected.has(id))) strong.push(one);
    else if (list === undefined) owners.set(ribbon.owner, [ends]);
    else list.push(ends);
  }
  const faint = Array.from(owners, ([owner, ends]): Faint => {
    const { single, runs } = crowdOf(ends);
    return {
      owner,
      many: ends.length > FEW_RIBBONS,
      runs: runs.map(ribbonArea).join(''),
      areas: single.map(ribbonArea).join(''),
      edges: single.map(ribbonEdges).join(''),
    };
  });
  return { faint, strong };
}

function sameTies(a: GuestTies, b: GuestTies): boolean {
  return (
    a.guestRow === b.guestRow &&
    a.ownRow === b.ownRow &&
    a.sharedRow === b.sharedRow &&
    a.hardwareRow === b.hardwareRow &&
    a.guestScale === b.guestScale
  );
}

interface Kept {
  readonly ties: GuestTies;
  readonly hostScale: Scale;
  readonly selected: ReadonlySet<EntityId>;
  readonly shapes: LaneShapes;
}

/** Remembers each lane's shapes for as long as what they follow from stays: in a drag all but a few do. */
function shapesKeeper() {
  let last = new Map<string, Kept>();
  return (
    guests: readonly GuestTies[],
    hostScale: Scale,
    selected: ReadonlySet<EntityId>,
    make: (ties: GuestTies) => LaneShapes,
  ): readonly LaneShapes[] => {
    const next = new Map<string, Kept>();
    for (const ties of guests) {
      const { key } = ties.guestRow.lane;
      const known = last.get(key);
      const holds =
        known !== undefined &&
        known.hostScale === hostScale &&
        known.selected === selected &&
        sameTies(known.ties, ties);
      next.set(key, holds ? known : { ties, hostScale, selected, shapes: make(ties) });
    }
    last = next;
    return Array.from(next.values(), ({ shapes }) => shapes);
  };
}

const keyOf = ({ owner, many }: Faint): string => `${owner} ${many}`;

/** What looks alike, of all lanes, as one. */
function together(lanes: readonly LaneShapes[]): readonly Faint[] {
  const alike = new Map<string, Faint>();
  for (const one of lanes.flatMap(({ faint }) => faint)) {
    const before = alike.get(keyOf(one));
    alike.set(keyOf(one), {
      ...one,
      runs: (before?.runs ?? '') + one.runs,
      areas: (before?.areas ?? '') + one.areas,
      edges: (before?.edges ?? '') + one.edges,
    });
  }
  return [...alike.values()];
}

export function Ribbons({ guests, hostScale, selected, crowded }: RibbonsProps) {
  const keep = useMemo(() => shapesKeeper(), []);
  const way = useBend(guests.map((ties) => tieOf(ties, hostScale)));
  const make = (ties: GuestTies): LaneShapes =>
    shapesOf(tiedOf(tieOf(ties, hostScale), way), selected, hostScale.widthPx);
  const lanes = way === null ? keep(guests, hostScale, selected, make) : guests.map(make);
  const crowd = crowded ? css['crowded'] : undefined;
  return (
    <>
      {together(lanes).map((faint) => {
        const { owner, many, runs, areas, edges } = faint;
        const run = [css['run'], crowd].filter(Boolean).join(' ');
        const all = (
          <Shape
            key={keyOf(faint)}
            owner={owner}
            className={many ? css['crowded'] : crowd}
            area={areas}
            edges={edges}
          />
        );
        return runs === '' ? (
          all
        ) : (
          <Fragment key={keyOf(faint)}>
            <Shape owner={owner} className={run} area={runs} edges="" />
            {all}
          </Fragment>
        );
      })}
      {lanes
        .flatMap(({ strong }) => strong)
        .map(({ ribbon, ends }) => (
          <Shape
            key={ribbon.key}
            owner={ribbon.owner}
            className={css['strong']}
            area={ribbonArea(ends)}
            edges={ribbonEdges(ends)}
          />
        ))}
    </>
  );
}

interface ShapeProps {
  readonly owner: Ribbon['owner'];
  readonly className: string | undefined;
  readonly area: string;
  readonly edges: string;
}

/** In a drag most owners' ribbons stay as they are. */
const Shape = memo(({ owner, className, area, edges }: ShapeProps) => (
  <g className={[css['ribbon'], className].filter(Boolean).join(' ')} style={ownerColour(owner)}>
    <path className={css['ribbonArea']} d={area} />
    {edges !== '' && <path className={css['ribbonEdges']} d={edges} />}
  </g>
));
