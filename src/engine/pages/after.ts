// What is done to domains once Xen runs, put down step by step behind the events there are.
import { range, type Range } from '../../model/range.ts';
import type { Owner } from '../boot/page-log.ts';
import { changed } from './effects.ts';
import type { Afterwards, PageEvent } from './event.ts';
import type { Frames, Life } from './life.ts';
import type { PageMap, Stretch } from './page-map.ts';
import { type PageState, untouched } from './page-state.ts';
import { mapAt, type Timeline } from './timeline.ts';

/** What an event says besides what it is. */
type Told = Partial<
  Pick<PageEvent, 'of' | 'domain' | 'path' | 'pages' | 'purpose' | 'says' | 'at' | 'isRefused' | 'references'>
>;

export const rangeOf = ({ start, end }: Frames): Range =>
  range(BigInt(start) << 12n, BigInt(end - start) << 12n);

export class After {
  readonly map: PageMap;
  readonly #timeline: Timeline;
  readonly #events: PageEvent[];
  readonly #lives: Life[];
  #taken: number;

  constructor(timeline: Timeline) {
    this.#timeline = timeline;
    this.#events = [...timeline.events];
    this.#lives = [...timeline.lives];
    this.map = mapAt(timeline, timeline.events.length - 1);
    this.#taken = timeline.events.at(-1)?.counts.taken ?? 0;
  }

  get rules(): Timeline['rules'] {
    return this.#timeline.rules;
  }

  get before(): Timeline {
    return this.#timeline;
  }

  get lives(): readonly Life[] {
    return this.#lives;
  }

  /** Pages of the heap that nobody has. */
  get free(): number {
    return this.map.pages.heap - this.#taken;
  }

  lifeOf(name: string): Life | null {
    return this.#lives.findLast(({ owner }) => owner.name === name) ?? null;
  }

  begin(life: Life): void {
    this.#lives.push(life);
  }

  update(owner: Owner, next: (life: Life) => Life): void {
    const at = this.#lives.findIndex((life) => life.owner.id === owner.id);
    const life = this.#lives[at];
    if (life !== undefined) this.#lives[at] = next(life);
  }

  /** The stretches for which something holds, ascending. */
  where(holds: (state: PageState) => boolean): readonly Stretch[] {
    return this.map.stretches.filter(({ state }) => holds(state));
  }

  /** Something that changes no page, or pages by number only. */
  tell(what: Afterwards, life: Life | null, told: Told = {}): void {
    this.#put(what, life, [], [], told);
  }

  /** Changes the state of pages; nothing is told where there are none. */
  change(
    what: Afterwards,
    life: Life,
    frames: readonly Frames[],
    next: (state: PageState) => PageState,
    told: Told = {},
  ): void {
    if (frames.length > 0) this.#put(what, life, frames, changed(this.map, frames, next), told);
  }

  #put(
    what: Afterwards,
    life: Life | null,
    frames: readonly Frames[],
    changes: readonly Stretch[],
    told: Told,
  ): void {
    this.map.put(changes);
    const pages = told.pages ?? 0;
    this.#taken += pages;
    if (life !== null && told.purpose !== undefined && told.purpose !== null) {
      const { purpose } = told;
      this.update(life.owner, (one) => ({
        ...one,
        taken: { ...one.taken, [purpose]: one.taken[purpose] + pages },
      }));
    }
    this.#events.push({
      index: this.#events.length,
      what,
      of: told.of ?? life?.owner.name ?? '',
      ranges: frames.map(rangeOf),
      pages,
      purpose: told.purpose ?? null,
      domain: told.domain ?? life?.owner ?? null,
      path: told.path ?? life?.path ?? null,
      guests: [],
      references: told.references ?? 0,
      at: told.at ?? null,
      varies: false,
      isRefused: told.isRefused ?? false,
      line: this.#timeline.analysis.log.length,
      says: told.says ?? [],
      changes,
      counts: { pages: this.map.pages, taken: this.#taken },
    });
  }

  done(): Timeline {
    return { ...this.#timeline, events: this.#events, lives: this.#lives };
  }
}

/** free_domheap_page or free_domstatic_page: put_page goes by the flag. `dying`: what a dead domain leaves is scrubbed. */
export function freePages(after: After, life: Life, frames: readonly Frames[], dying: boolean): void {
  const { keepsFreedStatic, scrubsFreed } = after.rules;
  const [toList, toHeap]: [Frames[], Frames[]] = [[], []];
  for (const { start, end } of frames)
    for (const one of after.map.within(start, end))
      (one.state.isStatic && keepsFreedStatic ? toList : toHeap).push({ start: one.start, end: one.end });
  after.change('freed-to-list', life, toList, (state) => ({
    ...untouched('given-up', state.of, state.path),
    isStatic: true,
    onListOf: life.owner,
    holds: scrubsFreed ? null : life.owner.name,
  }));
  after.update(life.owner, (one) => ({ ...one, givenUp: [...one.givenUp, ...toList] }));
  const needsScrub = dying || scrubsFreed;
  after.change('freed-to-heap', life, toHeap, (state) => ({
    ...untouched('heap', state.of),
    needsScrub,
    holds: life.owner.name,
  }));
}
