// The ribbons from host memory to the guests: under the blocks, over the lanes. All that look alike are one shape, whichever
// lane they end in; what is selected is drawn on top, each by itself.
import { Fragment, memo, useMemo } from 'react';
import { FAR, type GuestTies, placesOf } from '../../map/geometry/ribbon-places.ts';
import { type LaneShapes, lookOfRibbon, shapesOf, shapesTogether } from '../../map/geometry/ribbon-shapes.ts';
import { KeptShapes } from '../../map/picture/shapes.ts';
import type { Scale } from '../../map/geometry/scale.ts';
import type { Ribbon } from '../../map/geometry/scene.ts';
import type { EntityId } from '../../model/plan.ts';
import { ownerColour } from './BlockShape.tsx';
import { Extent } from './Extent.tsx';
import css from './map.module.css';
import { type Tie, tiedOf, useBend } from './use-bend.ts';

export interface RibbonsProps {
  readonly guests: readonly GuestTies[];
  readonly hostScale: Scale;
  readonly selected: ReadonlySet<EntityId>;
  /** Among many: drawn fainter. */
  readonly crowded: boolean;
  /** px of all lanes. */
  readonly heightPx: number;
}

const tieOf = (ties: GuestTies, hostScale: Scale): Tie => ({
  lane: ties.guestRow.lane,
  placesOf: (ribbons) => placesOf(ribbons, ties, hostScale),
});

export function Ribbons({ guests, hostScale, selected, crowded, heightPx }: RibbonsProps) {
  const kept = useMemo(() => new KeptShapes(), []);
  const way = useBend(guests.map((ties) => tieOf(ties, hostScale)));
  const make = (ties: GuestTies): LaneShapes => {
    const { ribbons, places } = tiedOf(tieOf(ties, hostScale), way);
    return shapesOf(ribbons, places, selected, hostScale.widthPx);
  };
  const lanes = way === null ? kept.of(guests, hostScale, selected, make) : guests.map(make);
  const crowd = crowded ? css['crowded'] : undefined;
  return (
    <>
      <Extent x={-FAR} widthPx={hostScale.widthPx + 2 * FAR} heightPx={heightPx} />
      {shapesTogether(lanes).map((faint) => {
        const { owner, many, runs, areas, edges } = faint;
        const run = [css['run'], crowd].filter(Boolean).join(' ');
        const all = (
          <Shape
            key={lookOfRibbon(faint)}
            owner={owner}
            className={many ? css['crowded'] : crowd}
            area={areas}
            edges={edges}
          />
        );
        return runs === '' ? (
          all
        ) : (
          <Fragment key={lookOfRibbon(faint)}>
            <Shape owner={owner} className={run} area={runs} edges="" />
            {all}
          </Fragment>
        );
      })}
      {lanes
        .flatMap(({ strong }) => strong)
        .map(({ ribbon, area, edges }) => (
          <Shape key={ribbon.key} owner={ribbon.owner} className={css['strong']} area={area} edges={edges} />
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
    <path d={area} />
    {edges !== '' && <path className={css['ribbonEdges']} d={edges} />}
  </g>
));
