// Questions to a timeline: what all pages are at an event, and what happened to one of them.
import type { Addr } from '../../model/addr.ts';
import { range, type Range } from '../../model/range.ts';
import type { PageState } from './page-state.ts';
import { mapAt, type Timeline } from './timeline.ts';

/** Host physical pages in one state. */
export interface PageRange {
  readonly range: Range;
  readonly state: PageState;
}

/** The states right after an event: sorted, disjoint, and together all of RAM in whole pages. */
export const statesAt = (timeline: Timeline, index: number): readonly PageRange[] =>
  mapAt(timeline, index).stretches.map(({ start, end, state }) => ({
    range: range(BigInt(start) << 12n, BigInt(end - start) << 12n),
    state,
  }));

/** Indexes of the events that changed the page at a host physical address, with what it was afterwards. */
export function historyOf(
  { events }: Timeline,
  address: Addr,
): readonly { readonly index: number; readonly state: PageState }[] {
  const frame = Number(address >> 12n);
  return events.flatMap(({ index, changes }) => {
    const change = changes.findLast(({ start, end }) => start <= frame && frame < end);
    return change === undefined ? [] : [{ index, state: change.state }];
  });
}
