// What pages can be, in words and in the order in which they are counted.
import type { Counts, Place } from '../../engine/pages/index.ts';
import { heapFree } from '../../engine/pages/index.ts';

/** `state` is drawn: plain in its owner’s colour, outlined where it is free, hatched where nobody can use it. */
export interface PlaceWords {
  readonly word: string;
  readonly explain: string;
  readonly look: 'used' | 'free' | 'lost' | 'other';
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

export interface Figure {
  readonly key: string;
  readonly word: string;
  readonly explain: string;
  /** Bytes. */
  readonly size: bigint;
}

/** What there is of each kind, those of which there is nothing left away; the heap’s as free and taken. */
export function figuresOf(counts: Counts): Figure[] {
  const figures: Figure[] = [];
  for (const [place, { word, explain }] of Object.entries(PLACE_WORDS) as [Place, PlaceWords][]) {
    const pages = counts.pages[place];
    if (pages === 0) continue;
    if (place !== 'heap') {
      figures.push({ key: place, word, explain, size: BigInt(pages) << 12n });
      continue;
    }
    figures.push(
      { key: 'heap free', word: 'heap, free', explain, size: BigInt(heapFree(counts)) << 12n },
      { key: 'heap taken', word: 'heap, taken', explain, size: BigInt(counts.taken) << 12n },
    );
  }
  return figures;
}
