// What Xen knows of a page, and the name and bits it has for that in each release.
//
// Stands for struct page_info of arm (asm/mm.h): count_info, the owner and the list the page is on.
import { holds, type Span } from '../../model/release.ts';
import type { Target } from '../../model/target.ts';
import { behavioursOf } from '../boot/behaviours.ts';
import type { Owner } from '../boot/page-log.ts';

/**
 * Where a page is. `ram`: RAM nobody has looked at yet; `kept`: recorded, so that no allocator gets it; `boot`: free in the
 * boot allocator; `own`: taken by Xen for itself, at a known place; `heap`: in the heap, free but for what was taken by
 * number; `xenheap`: the heap arm32 has always mapped; `static`: free static memory; `acquired`: taken and not yet
 * anybody's; `owned`: RAM of a domain; `shared`: static shared memory in use; `given-up`: static memory its domain gave
 * away; `stranded`: static memory on the list of a domain that is no more; `unused`: nobody's for good.
 */
export const PLACES = [
  'ram',
  'xen',
  'module',
  'reserved',
  'kept',
  'boot',
  'own',
  'heap',
  'xenheap',
  'static',
  'acquired',
  'owned',
  'shared',
  'given-up',
  'stranded',
  'unused',
] as const;
export type Place = (typeof PLACES)[number];

/** The list that links a page: a domain’s, the heap’s free lists, or where the boot allocator keeps its regions. */
export type List = 'page_list' | 'resv_page_list' | 'heap(node, zone, order)' | 'bootmem_region_list';

/** Of every page of a range. */
export interface PageState {
  readonly place: Place;
  /** What it is, or was: `domU1 bank 0`, `the table of all pages`. */
  readonly of: string;
  /** Path of the node that claims it; null where none does. */
  readonly path: string | null;
  /** page_get_owner: the domain, also a dead one to whose pages others have references. */
  readonly owner: Owner | null;
  /** The domain on one of whose lists it is. */
  readonly onListOf: Owner | null;
  /** PGC_static; PGC_reserved in 4.16. */
  readonly isStatic: boolean;
  /** PGC_allocated: the owner holds its reference. */
  readonly isAllocated: boolean;
  /** References, the owner’s included: PGC_count_mask. */
  readonly references: number;
  /** Domains that have it in their P2M. */
  readonly mappedBy: readonly Owner[];
  /** Domains that mapped it through a grant, once for each grant. */
  readonly grantedTo: readonly Owner[];
  /** PGC_need_scrub. An idle CPU scrubs what is free in the heap, nobody what is static. */
  readonly needsScrub: boolean;
  /** Whose data is still in it, for whoever gets it next; null where it was scrubbed or nobody had it. */
  readonly holds: string | null;
}

/** A page nobody has done anything to: count_info is 0. */
export const untouched = (place: Place, of: string, path: string | null = null): PageState => ({
  place,
  of,
  path,
  owner: null,
  onListOf: null,
  isStatic: false,
  isAllocated: false,
  references: 0,
  mappedBy: [],
  grantedTo: [],
  needsScrub: false,
  holds: null,
});

const LISTS: Partial<Record<Place, List>> = {
  boot: 'bootmem_region_list',
  heap: 'heap(node, zone, order)',
  xenheap: 'heap(node, zone, order)',
  owned: 'page_list',
  shared: 'page_list',
  'given-up': 'resv_page_list',
};

/** The list it is on; null for none, and for a list whose head is gone. */
export const listOf = ({ place }: PageState): List | null => LISTS[place] ?? null;

const FREE: readonly Place[] = ['heap', 'xenheap', 'static', 'given-up', 'stranded'];

/** A bit of count_info, counted from the lowest of 64; arm32 has each 32 lower. */
interface Flag extends Span {
  readonly name: string;
  readonly bit: bigint;
  readonly isSet: (state: PageState, target: Target) => boolean;
}

const isMarked = ({ isStatic }: PageState, { kconfig }: Target): boolean => isStatic && kconfig.STATIC_MEMORY;

const FLAGS: readonly Flag[] = [
  { name: 'PGC_allocated', bit: 63n, isSet: ({ isAllocated }) => isAllocated },
  { name: 'PGC_reserved', until: '4.17', bit: 61n, isSet: isMarked },
  { name: 'PGC_static', since: '4.17', bit: 61n, isSet: isMarked },
  // Means PGC_allocated in a page that is in use.
  { name: 'PGC_need_scrub', until: '4.22', bit: 63n, isSet: ({ needsScrub }) => needsScrub },
  { name: 'PGC_need_scrub', since: '4.22', bit: 59n, isSet: ({ needsScrub }) => needsScrub },
];
/** PGC_state_free; in use is 0. */
const STATE_FREE = 3n << 55n;

const flagsOf = (state: PageState, target: Target): readonly Flag[] =>
  FLAGS.filter((flag) => holds(flag, target.release) && flag.isSet(state, target));

/** Names of the flags that are set, as the release calls them, the page’s state first. */
export const flagNames = (state: PageState, target: Target): readonly string[] => [
  FREE.includes(state.place) ? 'PGC_state_free' : 'PGC_state_inuse',
  ...flagsOf(state, target).map(({ name }) => name),
];

/** The name of the flag that marks a static page. */
export const staticFlag = ({ release }: Target): string =>
  behavioursOf(release).namesStaticPages ? 'PGC_static' : 'PGC_reserved';

/** count_info as Xen prints it (`c=%#lx`). */
export function countInfoOf(state: PageState, target: Target): bigint {
  const free = FREE.includes(state.place) ? STATE_FREE : 0n;
  const bits = flagsOf(state, target).reduce((all, { bit }) => all | (1n << bit), free);
  return (target.arch === 'arm64' ? bits : bits >> 32n) | BigInt(state.references);
}
