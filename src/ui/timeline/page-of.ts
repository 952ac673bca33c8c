// Which page’s history is told: the one that was chosen, until something else is selected on the map; then its first page.
import type { Timeline } from '../../engine/pages/index.ts';
import { type Addr, alignDown, PAGE } from '../../model/addr.ts';
import { findEntity, hostRange } from '../../model/entities.ts';
import type { EntityId, Plan } from '../../model/plan.ts';
import type { Memmap } from '../../store/memmap.ts';
import { shown, type State } from '../../store/state.ts';

/** Host physical, of the page’s first byte; null while none is chosen. */
export function pageOf(state: State): Addr | null {
  const { moment, selection } = state;
  if (moment === null) return null;
  if (moment.page?.beside === selection) return moment.page.at;
  const plan = shown(state)?.plan;
  const [first] = selection;
  return plan === undefined || first === undefined ? null : firstPage(plan, first);
}

function firstPage(plan: Plan, id: EntityId): Addr | null {
  const entity = findEntity(plan, id);
  if (entity === undefined) return null;
  const at = entity.kind === 'domain' ? (entity.domain.staticMem?.[0] ?? null) : hostRange(entity);
  return at === null ? null : alignDown(at.start, PAGE);
}

/** Whether an address is in RAM. */
export function isRam({ ram }: Timeline, at: Addr): boolean {
  const frame = Number(at >> 12n);
  return ram.some(({ start, end }) => start <= frame && frame < end);
}

/** Does nothing where there is no RAM. */
export function choosePage(memmap: Memmap, timeline: Timeline, at: Addr): void {
  const { moment, selection } = memmap.store.getState();
  if (moment !== null && isRam(timeline, at))
    memmap.setMoment({ ...moment, page: { at: alignDown(at, PAGE), beside: selection } });
}
