// static-overlap: static memory overlaps another reserved range.
import { type Acquire, acquireLines } from '../acquire.ts';
import { domU, machine, MIB } from '../example-text.ts';
import type { Example } from '../example.ts';
import { type Overlap, regionLine } from '../overlap.ts';
import type { Refusal } from '../refusal.ts';
import { OVERLAP_CHECK } from '../sources.ts';

export const staticOverlap: Refusal<Overlap> = {
  id: 'static-overlap',
  title: 'static memory overlaps another reserved range',
  explain:
    'A bank of xen,static-mem meets memory that is already spoken for: another bank (of the same or another domain), the static heap, shared memory or a firmware reservation. ' +
    'From 4.19 parsing fails and Xen panics before the console is up; 4.18 stops reading the tree there; 4.17 does not look.',
  fix: 'Move or shrink one of the two.',
  consequence: 'panic',
  early: true,
  says: [{ since: '4.18', lines: regionLine }],
  ends: [],
  source: OVERLAP_CHECK,
};

export const staticNotPrepared: Refusal<Acquire> = {
  ...staticOverlap,
  early: false,
  says: [{ lines: acquireLines }],
  ends: [],
  source: [{ at: 'common/page_alloc.c:prepare_staticmem_pages' }],
};

export const example: Example = {
  triggers: () => machine(domU({ banks: [0x60000000, 64 * MIB, 0x62000000, 64 * MIB] })),
  harmless: () => machine(domU({ banks: [0x60000000, 64 * MIB, 0x64000000, 64 * MIB] })),
};
