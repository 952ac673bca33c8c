// What of a lane is selected and drawn by itself: a crowd is not, and nothing of a guest's lane, where nothing can be moved.
import type { EntityId } from '../../model/plan.ts';
import type { Item } from '../geometry/lane-layout.ts';
import type { Block, Lane } from '../geometry/scene.ts';
import { isChosen } from '../tools/choose.ts';

export function chosenIn(
  { space }: Lane,
  items: readonly Item[],
  selected: ReadonlySet<EntityId>,
): readonly (readonly [Item, Block])[] {
  if (space === 'guest' || selected.size === 0) return [];
  return items.flatMap((item) => {
    const [block, other] = item.drawn.blocks;
    return block === undefined || other !== undefined || !isChosen(block, selected)
      ? []
      : [[item, block] as const];
  });
}
