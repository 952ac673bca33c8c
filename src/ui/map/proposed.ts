// Where things would go: the items of a proposal as places on the lanes they would be in.
import type { PlacedItem } from '../../engine/place/placing.ts';
import type { Owner } from '../../map/geometry/scene.ts';
import { domainOwner } from '../../map/geometry/scene.ts';
import { type Entity, FDT_BLOB, findEntity, XEN_IMAGE } from '../../model/entities.ts';
import type { NeedFor } from '../../model/need.ts';
import type { EntityId, Plan } from '../../model/plan.ts';
import type { Range } from '../../model/range.ts';

export interface ProposedPlace {
  /** Key of the host lane. */
  readonly lane: string;
  /** Host physical. */
  readonly range: Range;
  readonly label: string;
  readonly owner: Owner;
}

type Lane = Pick<ProposedPlace, 'lane' | 'owner'>;

const LANES: Readonly<Record<'heap' | 'module' | 'shared' | 'xen' | 'fdt', Lane>> = {
  xen: { lane: 'xen', owner: 'xen' },
  fdt: { lane: 'xen', owner: 'xen' },
  heap: { lane: 'xen', owner: 'xen' },
  module: { lane: 'modules', owner: 'module' },
  shared: { lane: 'shared', owner: 'shared' },
};

const laneOfDomain = (plan: Plan, domain: EntityId): Lane => ({
  lane: `host ${domain}`,
  owner: domainOwner(plan.domains.findIndex(({ id }) => id === domain)),
});

function laneOfEntity(plan: Plan, entity: Entity): Lane | null {
  if (entity.kind === 'bank') return laneOfDomain(plan, entity.domain.id);
  const { kind } = entity;
  return kind === 'heap' || kind === 'module' || kind === 'shared' ? LANES[kind] : null;
}

function laneOfNeed(plan: Plan, what: NeedFor): Lane | null {
  if (what.kind === 'memory') return laneOfDomain(plan, what.domain);
  return what.kind === 'entity' ? null : LANES[what.kind];
}

function laneOf(plan: Plan, { ids: [id], need }: PlacedItem): Lane | null {
  if (id === XEN_IMAGE) return LANES.xen;
  if (id === FDT_BLOB) return LANES.fdt;
  if (id !== undefined) {
    const entity = findEntity(plan, id);
    return entity === undefined ? null : laneOfEntity(plan, entity);
  }
  const wanted = plan.wants.needs.find((one) => one.id === need);
  return wanted === undefined ? null : laneOfNeed(plan, wanted.for);
}

export const proposedOf = (plan: Plan, items: readonly PlacedItem[]): ProposedPlace[] =>
  items.flatMap((item) => {
    const lane = laneOf(plan, item);
    return lane === null ? [] : item.to.map((range) => ({ ...lane, range, label: item.label }));
  });
