// bootmem-fragments: free memory is in too many pieces.
import { domU, machine, scattered } from '../example-text.ts';
import type { Example } from '../example.ts';
import { bug } from '../page-alloc.ts';
import type { Refusal } from '../refusal.ts';
import { inBootAllocator } from '../sources.ts';

export const fragments: Refusal<{ readonly place: string }> = {
  id: 'bootmem-fragments',
  title: 'free memory is in too many pieces',
  explain:
    'Until the heap is up Xen keeps free memory in a list of 256 pieces. Every reserved range, static bank and module inside RAM splits a piece.',
  fix: 'Put static banks next to each other, or use a static heap: then only its banks count.',
  consequence: 'bug',
  early: true,
  says: [],
  ends: [bug],
  source: inBootAllocator('bootmem_region_add'),
};

export const example: Example = {
  triggers: () => machine(domU({ banks: scattered(255) })),
  harmless: () => machine(domU({ banks: scattered(200) })),
};
