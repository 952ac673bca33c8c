// One memory under several names: shared memory has a node in every domain that shares it, and what several domains load from
// one place is one boot module to Xen.
import { type Entity, entities, findEntity } from './entities.ts';
import type { EntityId, Plan } from './plan.ts';

/** What memory an entity stands for, where others may stand for the same; null for what is alone. */
export function memoryOf(entity: Entity): string | null {
  if (entity.kind === 'shared') {
    const { shmId, host, size } = entity.shared;
    return `shared ${shmId} ${host} ${size}`;
  }
  if (entity.kind !== 'module') return null;
  const { kind, start, size } = entity.module;
  return `${kind} ${start} ${size}`;
}

/** All that stand for the same memory as `id`, itself among them, in the order of the plan. */
export function namesOf(plan: Plan, id: EntityId): readonly EntityId[] {
  const entity = findEntity(plan, id);
  const memory = entity === undefined ? null : memoryOf(entity);
  if (memory === null) return [id];
  const names: EntityId[] = [];
  for (const [other, of] of entities(plan)) if (memoryOf(of) === memory) names.push(other);
  return names;
}
