// What each step of the boot does to the states of the pages it is about.
import type { Range } from '../../model/range.ts';
import type { Happening, Note, Owner } from '../boot/page-log.ts';
import type { PageMap, Stretch } from './page-map.ts';
import { type PageState, type Place, untouched } from './page-state.ts';

interface Frames {
  readonly start: number;
  readonly end: number;
}

/** The whole pages of a range. */
const pagesIn = ({ start, size }: Range): Frames => ({
  start: Number((start + 4095n) >> 12n),
  end: Number((start + size) >> 12n),
});
/** All pages a range has a byte of. */
const pagesOver = ({ start, size }: Range): Frames => ({
  start: Number(start >> 12n),
  end: Number((start + size + 4095n) >> 12n),
});

/** Gives what there is of RAM in some frames a new state; what gets the same one is a stretch as long as it is without a gap. */
export function changed(
  map: PageMap,
  frames: readonly Frames[],
  next: (state: PageState) => PageState | null,
): Stretch[] {
  const changes: Stretch[] = [];
  for (const { start, end } of frames) {
    let made: { readonly from: PageState; readonly to: PageState | null } | null = null;
    for (const one of map.within(start, end)) {
      if (made === null || made.from !== one.state) made = { from: one.state, to: next(one.state) };
      if (made.to === null) continue;
      const last = changes.at(-1);
      if (last !== undefined && last.end === one.start && last.state === made.to)
        changes[changes.length - 1] = { ...last, end: one.end };
      else changes.push({ start: one.start, end: one.end, state: made.to });
    }
  }
  return changes;
}

export interface Circumstances {
  /** Idle CPUs are to scrub what goes to the heap. */
  readonly waitsForScrub: boolean;
  /** Static pages carry a flag that says so. */
  readonly marksStatic: boolean;
}

type Effect = (map: PageMap, note: Note, about: Circumstances) => Stretch[];

/** A page in a place, and nothing known of it but that. */
const put =
  (place: Place, frames: (range: Range) => Frames): Effect =>
  (map, { ranges, of, path = null }) => {
    const state = untouched(place, of, path);
    return changed(map, ranges.map(frames), () => state);
  };

/** What the boot allocator is not given and nobody has claimed is lost. */
const giveToBoot: Effect = (map, note, about) => {
  const given = put('boot', pagesIn)(map, note, about);
  const lost = untouched('unused', 'RAM that Xen gives to no allocator');
  const left = map.stretches.filter(({ state }) => state.place === 'ram');
  return [...left.map(({ start, end }) => ({ start, end, state: lost })), ...given];
};

const toHeap: Effect = (map, { ranges, of }, { waitsForScrub }) => {
  const state = { ...untouched('heap', of), needsScrub: waitsForScrub };
  return changed(map, ranges.map(pagesIn), () => state);
};

const toStatic: Effect = (map, { ranges, of, path = null }, { marksStatic }) => {
  const state = { ...untouched('static', of, path), isStatic: marksStatic };
  return changed(map, ranges.map(pagesIn), () => state);
};

/** From state to state, for pages that are in one place: a page that is elsewhere stays as it is. */
const those =
  (place: Place, next: (state: PageState, note: Note) => PageState): Effect =>
  (map, note) =>
    changed(map, note.ranges.map(pagesIn), (state) => (state.place === place ? next(state, note) : null));

/** assign_pages. */
export const assigned = (state: PageState, owner: Owner | null, place: Place): PageState => ({
  ...state,
  place,
  owner,
  onListOf: owner,
  isAllocated: true,
  references: 1,
});

const inUse = (state: PageState): boolean => state.place === 'owned' || state.place === 'shared';

/** A mapping of its own RAM takes no reference; one of foreign pages has it taken before, for all borrowers at once. */
const mapped: Effect = (map, { ranges, domain }) =>
  changed(map, ranges.map(pagesIn), (state) =>
    inUse(state) && domain !== undefined ? { ...state, mappedBy: [...state.mappedBy, domain] } : null,
  );

const nothing: Effect = () => [];

export const EFFECTS: Readonly<Record<Happening, Effect>> = {
  'ram-found': nothing,
  'xen-recorded': put('xen', pagesOver),
  'module-recorded': put('module', pagesOver),
  'reserved-recorded': put('reserved', pagesOver),
  'static-recorded': put('kept', pagesOver),
  'heap-recorded': put('kept', pagesOver),
  'boot-given': giveToBoot,
  'boot-taken': put('own', pagesIn),
  'static-prepared': toStatic,
  'heap-opened': toHeap,
  'xenheap-opened': put('xenheap', pagesIn),
  'heap-taken': nothing,
  'heap-returned': nothing,
  'chunk-taken': those('heap', (_, { of, domain = null, path = null }) => ({
    ...assigned(untouched('owned', of, path), domain, 'owned'),
    mappedBy: domain === null ? [] : [domain],
  })),
  verified: those('static', (state, { of, path = null }) => ({ ...state, place: 'acquired', of, path })),
  'rolled-back': those('acquired', (state) => ({ ...state, place: 'static' })),
  'assign-refused': those('acquired', (state) => ({ ...state, place: 'static' })),
  assigned: those('acquired', (state, { domain = null, purpose }) =>
    assigned(state, domain, purpose === 'shared memory' ? 'shared' : 'owned'),
  ),
  mapped,
  'foreign-mapped': mapped,
  referenced: those('shared', (state, { references = 0 }) => ({
    ...state,
    references: state.references + references,
  })),
  'module-freed': toHeap,
  'module-kept': put('unused', pagesOver),
  'init-freed': nothing,
  'init-kept': nothing,
};
