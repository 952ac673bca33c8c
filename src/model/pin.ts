// Pins: what stays at its host physical address, whatever is dragged, pushed or placed around it.
//
// A pin holds a place, not a thing: who types another address means it, and deleting asks nobody. One memory under
// several names (shared memory of several domains, a module several of them name) is pinned under all of them.
import { DOM0 } from './dom0.ts';
import { type Entity, entities, hostRange } from './entities.ts';
import { memoryOf } from './names.ts';
import type { EntityId, Plan } from './plan.ts';

export const NOTHING_PINNED: ReadonlySet<EntityId> = new Set();

const ownerOf = (entity: Entity): EntityId | null => {
  if (entity.kind === 'bank' || entity.kind === 'shared') return entity.domain.id;
  return entity.kind === 'module' ? (entity.domain?.id ?? DOM0) : null;
};

const isBoards = ({ kind }: Entity): boolean => kind === 'ram' || kind === 'reserved' || kind === 'device';

/**
 * Everything of the design's own with a fixed host physical place that `ids` stand for: a domain stands for what it has,
 * and whoever names the same memory comes along.
 */
export function pinnable(plan: Plan, ids: readonly EntityId[]): EntityId[] {
  const asked = new Set(ids);
  const placed = [...entities(plan)].filter(([, entity]) => !isBoards(entity) && hostRange(entity) !== null);
  const meant = placed.filter(([id, entity]) => asked.has(id) || asked.has(ownerOf(entity) ?? id));
  const memories = new Set(meant.map(([, entity]) => memoryOf(entity)));
  const chosen = new Set(meant.map(([id]) => id));
  return placed
    .filter(([id, entity]) => {
      const memory = memoryOf(entity);
      return chosen.has(id) || (memory !== null && memories.has(memory));
    })
    .map(([id]) => id);
}

/** Whether all that `ids` stand for is pinned; false where nothing of it can be. */
export function arePinned(plan: Plan, ids: readonly EntityId[]): boolean {
  if (plan.pinned.size === 0) return false;
  const all = pinnable(plan, ids);
  return all.length > 0 && all.every((id) => plan.pinned.has(id));
}

/** Pins all that `ids` stand for, or lets go of it; the same plan when that changes nothing. */
export function setPinned(plan: Plan, ids: readonly EntityId[], on: boolean): Plan {
  const all = pinnable(plan, ids).filter((id) => plan.pinned.has(id) !== on);
  if (all.length === 0) return plan;
  const kept = [...plan.pinned];
  return { ...plan, pinned: new Set(on ? [...kept, ...all] : kept.filter((id) => !all.includes(id))) };
}

/** Pins of what is gone; the same set when nothing of it was pinned. */
export function pinsWithout(pinned: ReadonlySet<EntityId>, gone: readonly EntityId[]): ReadonlySet<EntityId> {
  const kept = [...pinned].filter((id) => !gone.includes(id));
  return kept.length === pinned.size ? pinned : new Set(kept);
}

/** `to` is pinned where one of `from` is: what is cut off, and what several become. */
export const withPinOf = (plan: Plan, from: readonly EntityId[], to: EntityId): ReadonlySet<EntityId> =>
  from.some((id) => plan.pinned.has(id)) ? new Set([...plan.pinned, to]) : plan.pinned;
