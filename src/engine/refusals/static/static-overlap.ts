// static-overlap: static memory overlaps another reserved range.
import { type Acquire, acquireLines } from '../acquire.ts';
import { domU, machine, MIB } from '../example-text.ts';
import type { Example } from '../example.ts';
import { type Overlap, regionLine } from '../overlap.ts';
import type { Refusal } from '../refusal.ts';
import { OVERLAP_CHECK, PREPARE_STATIC } from '../sources.ts';

export const staticOverlap: Refusal<Overlap> = {
  id: 'static-overlap',
  title: 'static memory overlaps another reserved range',
  brief: 'Static memory overlaps memory that is already spoken for.',
  explain:
    'A bank of xen,static-mem meets another bank of the same or another domain, the static heap, shared memory or a firmware reservation that was read before it. From 4.19 the panic comes before the console is up. 4.18 prints the line and stops reading the tree there, so that the domain’s pages were never made ready and the domain fails later. 4.17 does not compare: where both are static memory, it hits a BUG.',
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
  source: PREPARE_STATIC,
};

export const example: Example = {
  triggers: () => machine(domU({ banks: [0x60000000, 64 * MIB, 0x62000000, 64 * MIB] })),
  harmless: () => machine(domU({ banks: [0x60000000, 64 * MIB, 0x64000000, 64 * MIB] })),
};
