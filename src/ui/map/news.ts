// What was done last, for a screen reader: a sentence, or the thing whose place is to be told.
import { blockOf, type Scene } from '../../map/geometry/scene.ts';
import type { Change } from '../../map/tools/tool.ts';
import type { EntityId } from '../../model/plan.ts';
import type { Notes } from './notes.ts';
import { nowAt, STRINGS } from './strings.ts';

export type News = string | { readonly id: EntityId | null; readonly also?: readonly string[] };

/** What came of a change: the place of one thing, the way of several; who had to give way, who did not. */
export function newsOfChange(change: Change): News {
  if (change.kind === 'create') return '';
  const { block, along, range, aside, stays, stop, guide } = change;
  const also = [
    ...(guide.met.length === 0 || stop !== null ? [] : [STRINGS.meets(guide.met.map(({ label }) => label))]),
    ...(aside.length === 0 ? [] : [STRINGS.pushedAside(aside.length)]),
    ...(stays.length === 0 ? [] : [STRINGS.stay(stays.length)]),
    ...(stop === null ? [] : [STRINGS.stoppedBy(stop)]),
  ];
  if (along.length === 0) return { id: block.ids[0] ?? null, also };
  return [STRINGS.movedBy(1 + along.length, range.start - block.range.start), ...also].join(', ');
}

export function spokenNews(news: News, scene: Scene, notes: Notes): string {
  if (typeof news === 'string') return news;
  const block = news.id === null ? undefined : blockOf(scene, news.id);
  if (block === undefined) return '';
  return nowAt(block.name, 'host', block.range, [...(notes.get(block.key) ?? []), ...(news.also ?? [])]);
}
