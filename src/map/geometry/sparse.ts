// What of a lane's layout is kept: what one sees as a thing of its own. Hundreds of others are kept as the path of their
// faces and laid out again where one of them is asked for, so that the frames of a zoom leave nothing large behind them.
import type { Item, LaneLayout } from './lane-layout.ts';

export interface SparseLayout extends LaneLayout {
  /** The first thing, whatever it is, and all that are not dense or have words. */
  readonly items: readonly Item[];
  /** With the dense ones in their places. */
  readonly all: () => readonly Item[];
}

export const hasWords = ({ inside, beside, lock }: Item): boolean =>
  inside.length > 0 || beside !== null || lock !== null;

/** `again`: lays the same lane out once more. */
export function sparse(layout: LaneLayout, again: () => LaneLayout): SparseLayout {
  const items = layout.items.filter((item, i) => i === 0 || !item.dense || hasWords(item));
  const isWhole = items.length === layout.items.length;
  let whole: readonly Item[] | null = isWhole ? items : null;
  return { ...layout, items, all: () => (whole ??= again().items) };
}

const isOf = (item: Item, key: string): boolean => item.drawn.blocks[0]?.key === key;

/** What is drawn for a block that is alone, or the first of a crowd. */
export const itemOf = ({ items, all }: SparseLayout, key: string): Item | undefined =>
  items.find((item) => isOf(item, key)) ?? all().find((item) => isOf(item, key));

/** What is drawn of a block, be it one of a crowd. */
export function itemWith({ items, all }: SparseLayout, key: string): Item | undefined {
  const holds = ({ drawn }: Item): boolean => drawn.blocks.some((block) => block.key === key);
  return items.find(holds) ?? all().find(holds);
}
