// What is selected elsewhere, in a list or a text, has its lane in view on the map.
import { useEffect, useEffectEvent } from 'react';
import { type Rows, scrolledTo } from '../../map/geometry/rows.ts';
import type { EntityId } from '../../model/plan.ts';

/** `domain`: whose lanes they are; null where the selection belongs to none. */
export function useLaneInView(
  scroller: HTMLElement | null,
  { rows }: Rows,
  selected: EntityId | null,
  domain: EntityId | null,
): void {
  const bringIntoView = useEffectEvent((id: EntityId): void => {
    if (scroller === null) return;
    const itsOwn = rows.filter(({ lane }) => lane.blocks.some(({ ids }) => ids.includes(id)));
    const wanted =
      itsOwn.length > 0 ? itsOwn : rows.filter(({ lane }) => lane.domain !== null && lane.domain === domain);
    const top = scrolledTo(wanted, scroller.scrollTop, scroller.clientHeight);
    if (top !== null) scroller.scrollTo({ top, behavior: 'instant' });
  });
  useEffect(() => {
    if (selected !== null) bringIntoView(selected);
  }, [selected]);
}
