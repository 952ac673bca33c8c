// What is drawn of ribbons: those of one owner that are not selected as one shape, each that is selected by itself.
import type { EntityId } from '../../model/plan.ts';
import type { RibbonPlaces } from './ribbon-places.ts';
import { crowdOf, FEW_RIBBONS, type RibbonCrowd, ribbonArea, ribbonEdges } from './ribbons.ts';
import type { Ribbon } from './scene.ts';

/** SVG paths of ribbons of one owner that are not selected. */
export interface Faint extends RibbonCrowd {
  readonly owner: Ribbon['owner'];
  /** From a lane that has many of them: they are drawn fainter. */
  readonly many: boolean;
}

/** A selected ribbon. */
export interface Strong {
  readonly ribbon: Ribbon;
  readonly area: string;
  readonly edges: string;
}

/** What is drawn of one lane's ribbons. */
export interface LaneShapes {
  readonly faint: readonly Faint[];
  readonly strong: readonly Strong[];
}

export function shapesOf(
  ribbons: readonly Ribbon[],
  places: RibbonPlaces,
  selected: ReadonlySet<EntityId>,
  widthPx: number,
): LaneShapes {
  const strong: Strong[] = [];
  const owners = new Map<Ribbon['owner'], number[]>();
  for (let i = 0; i < ribbons.length; i += 1) {
    const ribbon = ribbons[i];
    if (ribbon === undefined || !places.isVisible(i, widthPx)) continue;
    const list = owners.get(ribbon.owner);
    if (selected.size > 0 && ribbon.ids.some((id) => selected.has(id)))
      strong.push({ ribbon, area: ribbonArea(places, i), edges: ribbonEdges(places, i) });
    else if (list === undefined) owners.set(ribbon.owner, [i]);
    else list.push(i);
  }
  const faint = Array.from(owners, ([owner, which]): Faint => ({
    owner,
    many: which.length > FEW_RIBBONS,
    ...crowdOf(places, which),
  }));
  return { faint, strong };
}

/** What tells looks apart. */
export const lookOfRibbon = ({ owner, many }: Faint): string => `${owner} ${many}`;

/** What looks alike, of all lanes, as one. */
export function shapesTogether(lanes: readonly LaneShapes[]): readonly Faint[] {
  const alike = new Map<string, Faint>();
  for (const one of lanes.flatMap(({ faint }) => faint)) {
    const look = lookOfRibbon(one);
    const before = alike.get(look);
    alike.set(look, {
      ...one,
      runs: (before?.runs ?? '') + one.runs,
      areas: (before?.areas ?? '') + one.areas,
      edges: (before?.edges ?? '') + one.edges,
    });
  }
  return [...alike.values()];
}
