// Which entities a finding is about: those at the ranges it names, else the node Xen was reading.
import type { Finding } from '../../engine/analysis.ts';
import { entities, hostRange } from '../../model/entities.ts';
import type { EntityId, Plan } from '../../model/plan.ts';
import { sameRange } from '../../model/range.ts';

/** Editable things come first, so that a selection of the answer selects what can be moved. */
export function entitiesOf(plan: Plan, finding: Finding): EntityId[] {
  const named =
    finding.space === 'host' ? [...finding.involved, ...(finding.range === null ? [] : [finding.range])] : [];
  const own: EntityId[] = [];
  const board: EntityId[] = [];
  for (const [id, entity] of entities(plan)) {
    const at = hostRange(entity);
    if (at === null || !named.some((range) => sameRange(range, at))) continue;
    (entity.kind === 'ram' || entity.kind === 'reserved' || entity.kind === 'device' ? board : own).push(id);
  }
  if (own.length + board.length > 0) return [...own, ...board];

  for (const [id, entity] of entities(plan)) {
    if (entity.kind === 'domain' && entity.domain.name === finding.domain) return [id];
    if (finding.path !== null && plan.paths.get(id) === finding.path) return [id];
  }
  return [];
}
