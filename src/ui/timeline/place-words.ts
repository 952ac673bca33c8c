// What pages can be, in words and in the order in which they are counted.
import { type Counts, heapFree, listOf, type PageState, type Place } from '../../engine/pages/index.ts';
import type { Owner } from '../../map/geometry/scene.ts';

/**
 * How pages are drawn, so that a picture without colours says the same: plain where they are used, pale and outlined where
 * they are free, hatched where nobody can use them, striped where nothing is decided, dotted where another maps them too.
 */
export type Look = 'used' | 'free' | 'lost' | 'other' | 'granted';

export interface PlaceWords {
  readonly word: string;
  readonly explain: string;
  readonly look: Exclude<Look, 'granted'>;
}

export const PLACE_WORDS: Readonly<Record<Place, PlaceWords>> = {
  ram: { word: 'not looked at', explain: 'RAM Xen has not looked at yet.', look: 'other' },
  xen: { word: 'Xen’s image', explain: 'Where the boot loader put Xen.', look: 'used' },
  module: { word: 'boot modules', explain: 'Files the boot loader loaded.', look: 'used' },
  reserved: { word: 'reserved', explain: 'Reserved by firmware: no allocator gets it.', look: 'lost' },
  kept: {
    word: 'noted',
    explain: 'Noted while the tree is read, so that no allocator gets it.',
    look: 'other',
  },
  boot: { word: 'boot allocator', explain: 'Free, in the allocator Xen has before its heap.', look: 'free' },
  own: { word: 'Xen’s tables', explain: 'Taken by Xen for itself, at a known place.', look: 'used' },
  heap: { word: 'heap', explain: 'In the heap; what of it is taken is known by number only.', look: 'free' },
  xenheap: { word: 'Xen heap', explain: 'The heap a 32-bit Xen always has mapped.', look: 'free' },
  static: { word: 'static, free', explain: 'Free static memory: on no list, in no heap.', look: 'free' },
  acquired: { word: 'acquired', explain: 'Verified and taken, and not yet anybody’s.', look: 'used' },
  owned: { word: 'RAM of domains', explain: 'A domain’s, on its page_list.', look: 'used' },
  shared: { word: 'shared', explain: 'Static shared memory in use.', look: 'used' },
  'given-up': {
    word: 'given up',
    explain: 'Given away by its domain, which alone can have it back.',
    look: 'free',
  },
  stranded: {
    word: 'stranded',
    explain: 'On the list of a domain that is no more: lost until the next boot.',
    look: 'lost',
  },
  unused: { word: 'unused', explain: 'Nobody’s for good.', look: 'lost' },
};

const OWNERS: Partial<Record<Place, Owner>> = {
  module: 'module',
  shared: 'shared',
  own: 'xen',
  xen: 'xen',
  heap: 'xen',
  xenheap: 'xen',
  boot: 'xen',
};

/** Whose colour pages have where no domain has them. */
export const placeOwner = (place: Place): Owner => OWNERS[place] ?? 'firmware';

/** A page of a domain that is dead, kept by somebody’s reference. */
const isLeftBehind = ({ place, isAllocated }: PageState): boolean =>
  (place === 'owned' || place === 'shared') && !isAllocated;

export function lookOf(state: PageState): Look {
  if (state.grantedTo.length > 0) return 'granted';
  return isLeftBehind(state) ? 'lost' : PLACE_WORDS[state.place].look;
}

/** For a stretch of the map. */
export function wordOf(state: PageState): string {
  if (isLeftBehind(state)) return 'dead, still referenced';
  return state.place === 'owned' ? (state.owner?.name ?? '') : PLACE_WORDS[state.place].word;
}

/** The list that links a page, in Xen’s own words. */
export function listWords(state: PageState): string {
  const list = listOf(state);
  if (list === null) return state.place === 'stranded' ? 'none: its head went with the domain' : 'none';
  return state.onListOf === null ? list : `${list} of ${state.onListOf.name}`;
}

/** Bytes. */
export const sizeOfPages = (pages: number): bigint => BigInt(pages) << 12n;

export interface Figure {
  readonly key: string;
  readonly look: Look;
  readonly owner: Owner;
  readonly word: string;
  readonly explain: string;
  /** Bytes. */
  readonly size: bigint;
}

/** What there is of each kind, those of which there is nothing left away; the heap’s as free and taken. */
export function figuresOf(counts: Counts): Figure[] {
  const figures: Figure[] = [];
  for (const [place, { word, explain, look }] of Object.entries(PLACE_WORDS) as [Place, PlaceWords][]) {
    const pages = counts.pages[place];
    if (pages === 0) continue;
    const owner = placeOwner(place);
    if (place !== 'heap') {
      figures.push({ key: place, look, owner, word, explain, size: sizeOfPages(pages) });
      continue;
    }
    figures.push(
      { key: 'heap free', look, owner, word: 'heap, free', explain, size: sizeOfPages(heapFree(counts)) },
      {
        key: 'heap taken',
        look: 'used',
        owner,
        word: 'heap, taken',
        explain,
        size: sizeOfPages(counts.taken),
      },
    );
  }
  return figures;
}
