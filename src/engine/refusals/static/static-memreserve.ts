// static-memreserve: static memory overlaps a /memreserve/ entry in part.
import { domU, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import { type Overlap, regionLine } from '../overlap.ts';
import type { Refusal } from '../refusal.ts';
import { OVERLAP_CHECK } from '../sources.ts';

export const staticMemreserve: Refusal<Overlap> = {
  id: 'static-memreserve',
  title: 'static memory overlaps a /memreserve/ entry in part',
  brief: 'Static memory sticks out of a /memreserve/ entry.',
  explain:
    'From 4.19 /memreserve/ entries are reserved ranges like any other. From 4.20, and 4.19.2, a range that lies wholly inside such an entry is allowed, because firmware often lists the same memory twice; one that covers only part of it, or reaches beyond, is an overlap and panics before the console is up. Earlier releases accept both.',
  fix: 'Move the bank out of the /memreserve/ range.',
  consequence: 'panic',
  early: true,
  says: [{ since: '4.19', lines: regionLine }],
  ends: [],
  source: OVERLAP_CHECK,
};

export const example: Example = {
  triggers: () => machine(domU(), { memreserve: '/memreserve/ 0x60000000 0x1000;' }),
  harmless: () => machine(domU(), { memreserve: '/memreserve/ 0x60000000 0x8000000;' }),
};
