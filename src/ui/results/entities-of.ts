// Which entities a finding is about: those at the ranges it names, else the node Xen was reading.
import type { Finding } from '../../engine/analysis.ts';
import { DOM0, DOM0_NAME } from '../../model/dom0.ts';
import { entities, FDT_BLOB, hostRange, XEN_IMAGE } from '../../model/entities.ts';
import type { EntityId, Plan } from '../../model/plan.ts';
import type { Range } from '../../model/range.ts';

interface Places {
  /** What can be moved, and what is the board's, by host physical range. */
  readonly own: ReadonlyMap<string, readonly EntityId[]>;
  readonly board: ReadonlyMap<string, readonly EntityId[]>;
  readonly byDomain: ReadonlyMap<string, EntityId>;
  readonly byPath: ReadonlyMap<string, EntityId>;
}

const key = ({ start, size }: Range): string => `${start}+${size}`;

function readPlaces(plan: Plan): Places {
  const own = new Map<string, EntityId[]>();
  const board = new Map<string, EntityId[]>();
  const byDomain = new Map<string, EntityId>();
  const byPath = new Map<string, EntityId>();
  for (const [id, entity] of entities(plan)) {
    if (entity.kind === 'domain') byDomain.set(entity.domain.name, id);
    if (entity.kind === 'dom0') byDomain.set(DOM0_NAME, id);
    const path = plan.paths.get(id);
    if (path !== undefined && !byPath.has(path)) byPath.set(path, id);
    const at = hostRange(entity);
    if (at === null) continue;
    const places =
      entity.kind === 'ram' || entity.kind === 'reserved' || entity.kind === 'device' ? board : own;
    places.set(key(at), [...(places.get(key(at)) ?? []), id]);
  }
  return { own, board, byDomain, byPath };
}

/** Plans are immutable, so what was read off one stays true. */
const known = new WeakMap<Plan, Places>();

function placesOf(plan: Plan): Places {
  const before = known.get(plan);
  if (before !== undefined) return before;
  const places = readPlaces(plan);
  known.set(plan, places);
  return places;
}

const namedBy = ({ space, involved, range }: Finding): Range[] =>
  space === 'host' ? [...involved, ...(range === null ? [] : [range])] : [];

const isMovable = (plan: Plan, id: EntityId): boolean =>
  id !== XEN_IMAGE && id !== FDT_BLOB && !plan.pinned.has(id);

/** Whether Xen objects to the place of something that could be elsewhere. */
export function isCurable(plan: Plan, finding: Finding): boolean {
  const { by, severity, range } = finding;
  if (by !== 'xen' || range === null || (severity !== 'error' && severity !== 'silent')) return false;
  const { own } = placesOf(plan);
  return namedBy(finding).some((at) => own.get(key(at))?.some((id) => isMovable(plan, id)) === true);
}

/** Editable things come first, so that a selection of the answer selects what can be moved. */
export function entitiesOf(plan: Plan, finding: Finding): EntityId[] {
  const { own, board, byDomain, byPath } = placesOf(plan);
  const named = namedBy(finding);
  const found = [own, board].flatMap((places) => named.flatMap((range) => places.get(key(range)) ?? []));
  if (found.length > 0) return [...new Set(found)];
  const domain = finding.domain === null ? undefined : byDomain.get(finding.domain);
  // What is said of dom0 stands in /chosen, which is not its node.
  const node = finding.path === null || domain === DOM0 ? undefined : byPath.get(finding.path);
  const id = node ?? domain;
  return id === undefined ? [] : [id];
}
