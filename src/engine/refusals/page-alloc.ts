// Where in its allocators Xen stops with a BUG or an assertion: its lines move with any patch, the meaning does not.
import { holds, type Release, type Span } from '../../model/release.ts';

type Lines = Readonly<Record<Release, number>>;

/** Lines of common/page_alloc.c at each branch tip; they move with any patch, the meaning does not. */
const OVERLAP: Lines = {
  '4.16': 281,
  '4.17': 285,
  '4.18': 292,
  '4.19': 293,
  '4.20': 308,
  '4.21': 309,
  '4.22': 309,
  unstable: 308,
};
const FRAGMENTS: Lines = {
  '4.16': 282,
  '4.17': 286,
  '4.18': 293,
  '4.19': 294,
  '4.20': 309,
  '4.21': 310,
  '4.22': 310,
  unstable: 309,
};
const EMPTY: Lines = {
  '4.16': 402,
  '4.17': 406,
  '4.18': 413,
  '4.19': 414,
  '4.20': 429,
  '4.21': 430,
  '4.22': 430,
  unstable: 429,
};
const NO_FIT: Lines = {
  '4.16': 436,
  '4.17': 440,
  '4.18': 447,
  '4.19': 448,
  '4.20': 463,
  '4.21': 464,
  '4.22': 464,
  unstable: 463,
};
const PAGE_STATE: Lines = {
  '4.16': 1419,
  '4.17': 1423,
  '4.18': 1438,
  '4.19': 1443,
  '4.20': 1480,
  '4.21': 1510,
  '4.22': 1522,
  unstable: 1532,
};

/** Before, each folder of Xen was built by itself, and a file stands alone in what is printed. */
const WITH_FOLDER: Span = { since: '4.17' };

/** File and line as Xen prints them. */
const placeIn = (lines: Lines, release: Release, file = 'page_alloc.c'): string =>
  `${holds(WITH_FOLDER, release) ? 'common/' : ''}${file}:${lines[release]}`;

export const bootMemoryPlace = (
  trouble: 'overlap' | 'fragments' | 'empty' | 'no-fit',
  release: Release,
): string =>
  placeIn({ overlap: OVERLAP, fragments: FRAGMENTS, empty: EMPTY, 'no-fit': NO_FIT }[trouble], release);

/** The BUG of a page that should be in use and is not (mark_page_free). */
export const pageStatePlace = (release: Release): string => placeIn(PAGE_STATE, release);

const FOREIGN_ENTRY: Lines = {
  '4.16': 1387,
  '4.17': 1391,
  '4.18': 1406,
  '4.19': 1411,
  '4.20': 1448,
  '4.21': 1478,
  '4.22': 1490,
  unstable: 1500,
};
/** ASSERT of mark_page_free that an entry of the table of pages is the page's own. */
export const foreignEntry = (release: Release): string =>
  `Assertion 'mfn_x(mfn) == mfn_x(page_to_mfn(pg))' failed at ${placeIn(FOREIGN_ENTRY, release)}`;

export interface Place {
  readonly place: string;
}

export const bug = { text: ({ place }: Place) => `Xen BUG at ${place}` };

const ZERO_ASSERT: Lines = {
  '4.16': 2680,
  '4.17': 2821,
  '4.18': 2836,
  '4.19': 2839,
  '4.20': 3042,
  '4.21': 3049,
  '4.22': 3070,
  unstable: 3084,
};
/** ASSERT(nr_mfns) of acquire_staticmem_pages. */
export const noPagesPlace = (release: Release): string => placeIn(ZERO_ASSERT, release);
export const noPages = { text: ({ place }: Place) => `Assertion 'nr_mfns' failed at ${place}` };

const NO_POOL: Lines = {
  '4.16': 555,
  '4.17': 559,
  '4.18': 567,
  '4.19': 569,
  '4.20': 569,
  '4.21': 569,
  '4.22': 569,
  unstable: 556,
};
/** The BUG of an allocator of small pieces that cannot have its first pages (tlsf_init). */
export const noPoolPlace = (release: Release): string => placeIn(NO_POOL, release, 'xmalloc_tlsf.c');
