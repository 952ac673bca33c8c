// The states of all RAM as stretches side by side: sorted, without gap or overlap, never an entry per page.
import type { PageState, Place } from './page-state.ts';
import { PLACES } from './page-state.ts';

/** Page frames [start, end) in one state. Frames are exact as numbers: 64 bits of address make 2^52 of them. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly state: PageState;
}

/** Pages by where they are. */
export type Pages = Readonly<Record<Place, number>>;

export const noPages = (): Record<Place, number> =>
  Object.fromEntries(PLACES.map((place) => [place, 0])) as Record<Place, number>;

export class PageMap {
  #stretches: Stretch[];
  #pages: Pages;

  /** `from`: sorted and disjoint. What lies between them is no RAM and has no state. */
  constructor(from: readonly Stretch[]) {
    this.#stretches = [...from];
    const pages = noPages();
    for (const { start, end, state } of from) pages[state.place] += end - start;
    this.#pages = pages;
  }

  get stretches(): readonly Stretch[] {
    return this.#stretches;
  }

  get pages(): Pages {
    return this.#pages;
  }

  /** The stretches between two frames, cut to them. */
  within(start: number, end: number): Stretch[] {
    const found: Stretch[] = [];
    if (end <= start) return found;
    for (let i = this.#indexAt(start); i < this.#stretches.length; i += 1) {
      const one = this.#stretches[i];
      if (one === undefined || one.start >= end) break;
      found.push({ start: Math.max(start, one.start), end: Math.min(end, one.end), state: one.state });
    }
    return found;
  }

  /** Puts stretches in place of what was there; each must lie within RAM. */
  put(changes: readonly Stretch[]): void {
    if (changes.length === 0) return;
    const pages = { ...this.#pages };
    for (const change of changes) this.#replace(change, pages);
    this.#pages = pages;
  }

  #replace(change: Stretch, pages: Record<Place, number>): void {
    const from = this.#indexAt(change.start);
    let to = from;
    let before: Stretch | null = null;
    let after: Stretch | null = null;
    for (let one = this.#stretches[to]; one !== undefined && one.start < change.end;) {
      pages[one.state.place] -= Math.min(one.end, change.end) - Math.max(one.start, change.start);
      if (one.start < change.start) before = { ...one, end: change.start };
      if (one.end > change.end) after = { ...one, start: change.end };
      to += 1;
      one = this.#stretches[to];
    }
    pages[change.state.place] += change.end - change.start;
    const parts = [...(before === null ? [] : [before]), change, ...(after === null ? [] : [after])];
    this.#stretches.splice(from, to - from, ...parts);
  }

  /** Index of the first stretch that ends behind a frame. */
  #indexAt(frame: number): number {
    let [low, high] = [0, this.#stretches.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#stretches[middle]?.end ?? 0) > frame) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
