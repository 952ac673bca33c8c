// One step in the life of pages: what is done, to which, and what they are afterwards.
import type { Range } from '../../model/range.ts';
import type { Happening, Owner, Purpose } from '../boot/page-log.ts';
import type { Pages, Stretch } from './page-map.ts';

/** What is done to domains once Xen has booted, and what Xen then does with their pages. */
export const AFTERWARDS = [
  'dying',
  'freed-to-heap',
  'freed-to-list',
  'kept-by-reference',
  'reference-dropped',
  'reference-lost',
  'reference-underflow',
  'pages-returned',
  'domain-gone',
  'domain-lingers',
  'recreate-refused',
  'created',
  'populated-from-heap',
  'populated-from-list',
  'populated-same',
  'populate-refused',
  'increased',
  'over-allocation',
  'order-refused',
  'unmapped',
  'granted',
  'grant-ended',
  'not-booted',
  'no-such-domain',
  'host-goes-down',
] as const;
export type Afterwards = (typeof AFTERWARDS)[number];
export type What = Happening | Afterwards;

/** How many pages there are of each kind. */
export interface Counts {
  /** By place; together, all RAM. */
  readonly pages: Pages;
  /** Of those in the heap: taken, without it being known which. */
  readonly taken: number;
}

/** Pages in the heap that nobody has. */
export const heapFree = ({ pages, taken }: Counts): number => pages.heap - taken;

export interface PageEvent {
  readonly index: number;
  readonly what: What;
  /** What it is done to: `domU1 bank 0`, `the table of all pages`. */
  readonly of: string;
  /** Host physical; empty where Xen’s heap picks the pages. */
  readonly ranges: readonly Range[];
  /** Taken from the heap where only their number is known; negative: given back. */
  readonly pages: number;
  /** What for; null where that is not of the heap. */
  readonly purpose: Purpose | null;
  readonly domain: Owner | null;
  /** Device-tree path of the node it is about. */
  readonly path: string | null;
  /** Guest physical address of each range, where they are mapped. */
  readonly guests: readonly bigint[];
  /** References taken on each page. */
  readonly references: number;
  /** First page that is not as it should be, host physical. */
  readonly at: bigint | null;
  /** Not the same in every boot: one possibility of several. */
  readonly varies: boolean;
  /** Xen does not do it. */
  readonly isRefused: boolean;
  /** Lines of the log that are printed before. */
  readonly line: number;
  /** What Xen prints about it once it runs, without the `(XEN) ` prefix; at boot the log has it. */
  readonly says: readonly string[];
  /** The stretches that have another state afterwards, with it. */
  readonly changes: readonly Stretch[];
  /** Afterwards. */
  readonly counts: Counts;
}
