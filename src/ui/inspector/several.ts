// Several things at once, as the inspector sums them up. Pure, so that it is tested as a table.
import { DOM0_NAME } from '../../model/dom0.ts';
import { type Entity, entityLabel, findEntity, hostRange } from '../../model/entities.ts';
import type { EntityId, Plan } from '../../model/plan.ts';
import { type Range, totalSize, union } from '../../model/range.ts';
import type { Owner } from '../../map/geometry/scene.ts';
import { ownerOf } from '../owner.ts';

export interface Several {
  readonly items: readonly {
    readonly id: EntityId;
    readonly owner: Owner;
    readonly name: string;
    /** Host physical; null for what has no fixed place. */
    readonly at: Range | null;
  }[];
  /** Whose they all are; null when they are not of one owner. */
  readonly of: string | null;
  /** Bytes of host memory, what they share counted once. */
  readonly total: bigint;
  /** Bytes that more than one of them claims. */
  readonly twice: bigint;
}

function whose(entity: Entity): string {
  switch (entity.kind) {
    case 'bank':
      return entity.domain.name;
    case 'module':
      return entity.domain?.name ?? DOM0_NAME;
    case 'domain':
      return entity.domain.name;
    case 'dom0':
      return DOM0_NAME;
    case 'heap':
    case 'xen':
    case 'fdt':
      return 'Xen';
    case 'shared':
      return 'shared';
    case 'ram':
    case 'reserved':
    case 'device':
      return 'the board';
  }
}

/** One memory under the names that several domains have for it counts once. */
const placeOf = (entity: Entity): string | null =>
  entity.kind === 'shared' ? `${entity.shared.shmId} ${entity.shared.host} ${entity.shared.size}` : null;

/** null when the ids stand for less than two things. */
export function severalOf(plan: Plan, ids: readonly EntityId[]): Several | null {
  const seen = new Set<string>();
  const found = ids.flatMap((id) => {
    const entity = findEntity(plan, id);
    if (entity === undefined) return [];
    const place = placeOf(entity) ?? id;
    if (seen.has(place)) return [];
    seen.add(place);
    return [{ id, entity }];
  });
  if (found.length < 2) return null;
  const ranges = found.map(({ entity }) => hostRange(entity)).filter((at) => at !== null);
  const total = totalSize(union(ranges));
  const owners = new Set(found.map(({ entity }) => whose(entity)));
  return {
    items: found.map(({ id, entity }) => ({
      id,
      owner: ownerOf(plan, entity),
      name: entityLabel(plan, entity),
      at: hostRange(entity),
    })),
    of: owners.size === 1 ? ([...owners][0] ?? null) : null,
    total,
    twice: totalSize(ranges) - total,
  };
}
