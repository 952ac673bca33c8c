// What a click or a brush chooses, as a new selection: one thing, one more or less, a run of its lane, what a box touches.
import type { EntityId } from '../../model/plan.ts';
import type { Row } from '../geometry/rows.ts';
import { extentOf, type Scale } from '../geometry/scale.ts';
import type { Block, Lane, Scene } from '../geometry/scene.ts';
import { type Along, ALONE, type Point } from './tool.ts';

/** `one`: only this. `toggle`: this too, or no longer. `run`: from the first that is selected in its lane up to this. */
export type Pick = 'one' | 'toggle' | 'run';

export const isChosen = (block: Block, selection: ReadonlySet<EntityId>): boolean =>
  selection.size > 0 && block.ids.some((id) => selection.has(id));

/** What can be chosen along with others: the board's own memory is not. */
const joins = (block: Block): boolean => block.grip !== 'fixed';

/** What goes where `block` goes: the rest of the selection it belongs to, but for what is pinned. */
export function alongOf(scene: Scene, selection: ReadonlySet<EntityId>, block: Block): Along {
  if (selection.size < 2 || !isChosen(block, selection)) return ALONE;
  const others = scene.host
    .flatMap(({ blocks }) => blocks)
    .filter((other) => other.key !== block.key && joins(other) && isChosen(other, selection));
  return { moves: others.filter(({ pinned }) => !pinned), stays: others.filter(({ pinned }) => pinned) };
}

/** What choosing one thing chooses: what stands in a guest without being anything of the plan, its domain. */
const idsOf = (block: Block, lane: Lane): readonly EntityId[] =>
  block.ids.length === 0 && lane.domain !== null ? [lane.domain] : block.ids.slice(0, 1);

const firstIds = (blocks: readonly Block[]): EntityId[] => blocks.flatMap(({ ids }) => ids.slice(0, 1));

/** `selection` and what is new of `ids`, in that order: the first stays the first. */
const withIds = (selection: readonly EntityId[], ids: readonly EntityId[]): readonly EntityId[] => [
  ...new Set([...selection, ...ids]),
];

export function chosen(
  selection: readonly EntityId[],
  block: Block,
  lane: Lane,
  pick: Pick,
): readonly EntityId[] {
  const all = new Set(selection);
  const toggled = isChosen(block, all)
    ? selection.filter((id) => !block.ids.includes(id))
    : withIds(selection, firstIds([block]));
  if (pick === 'one') return idsOf(block, lane);
  if (pick === 'toggle') return toggled;
  const of = (id: EntityId): number => lane.blocks.findIndex(({ ids }) => ids.includes(id));
  const anchor = selection.find((id) => of(id) >= 0);
  if (anchor === undefined) return toggled;
  const [from, to] = [of(anchor), lane.blocks.indexOf(block)].toSorted((a, b) => a - b);
  const run = lane.blocks.slice(from, (to ?? 0) + 1).filter(joins);
  const kept = selection.filter((id) => id === anchor || of(id) < 0);
  return withIds(kept, firstIds(run.filter(({ ids }) => !ids.includes(anchor))));
}

/** Everything of a lane that can be chosen. */
export const allOf = (lane: Lane): readonly EntityId[] => firstIds(lane.blocks.filter(joins));

/** Two corners of a rectangle, px in the picture. */
export interface Box {
  readonly from: Point;
  readonly to: Point;
}

/** `selection` and every block of the host lanes that the box touches. */
export function brushed(
  selection: readonly EntityId[],
  { from, to }: Box,
  rows: readonly Row[],
  scale: Scale,
): readonly EntityId[] {
  const [x0 = 0, x1 = 0] = [from.x, to.x].toSorted((a, b) => a - b);
  const [y0 = 0, y1 = 0] = [from.y, to.y].toSorted((a, b) => a - b);
  const touched = rows
    .filter(
      ({ lane, y, inset, height }) => lane.space === 'host' && y + inset <= y1 && y + inset + height >= y0,
    )
    .flatMap(({ lane }) => lane.blocks)
    .filter((block) => {
      const [a, b] = extentOf(scale, block.range);
      return joins(block) && a <= x1 && b >= x0;
    });
  return withIds(selection, firstIds(touched));
}
