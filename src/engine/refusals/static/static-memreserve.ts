// static-memreserve: static memory overlaps a /memreserve/ entry in part.
import { domU, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import { type Overlap, regionLine } from '../overlap.ts';
import type { Refusal } from '../refusal.ts';
import { OVERLAP_CHECK } from '../sources.ts';

export const staticMemreserve: Refusal<Overlap> = {
  id: 'static-memreserve',
  title: 'static memory overlaps a /memreserve/ entry in part',
  explain: 'A range that lies wholly inside a /memreserve/ entry is allowed, one that sticks out is not.',
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
