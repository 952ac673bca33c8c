// What a drag makes of a plan, as plain data: another thread can make it too.
import { plus } from '../../model/addr.ts';
import { placeAll } from '../../model/edit.ts';
import type { EntityId, Plan } from '../../model/plan.ts';
import type { Range } from '../../model/range.ts';
import type { GuestView } from '../geometry/guest-view.ts';
import type { Aside } from '../geometry/push.ts';
import type { Draws } from '../geometry/scene.ts';
import { drawn } from './drawing.ts';
import type { Change } from './tool.ts';

export type Edit =
  /** Host physical. Every entity that stands for the same memory moves along. */
  | { readonly kind: 'place'; readonly places: ReadonlyMap<EntityId, Range> }
  | { readonly kind: 'draw'; readonly draws: Draws; readonly at: Range };

const placesOf = (placings: readonly Aside[]): ReadonlyMap<EntityId, Range> =>
  new Map(placings.flatMap(({ block, to }) => block.ids.map((id) => [id, to])));

export function editOf(change: Change): Edit {
  if (change.kind === 'create') return { kind: 'draw', draws: change.draws, at: change.range };
  const { block, range: to, along, aside } = change;
  const by = to.start - block.range.start;
  const moved = along.map((other) => ({
    block: other,
    to: { start: plus(other.range.start, by), size: other.range.size },
  }));
  return { kind: 'place', places: placesOf([{ block, to }, ...moved, ...aside]) };
}

/** `guests`: the domains as they are in `plan`. */
export const edited = (plan: Plan, edit: Edit, guests: () => readonly GuestView[]): Plan =>
  edit.kind === 'place' ? placeAll(plan, edit.places) : drawn(plan, edit.draws, edit.at, guests()).plan;
