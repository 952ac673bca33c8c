// bootmem-fragments: free memory is in too many pieces.
import { domU, machine, scattered } from '../example-text.ts';
import type { Example } from '../example.ts';
import { bug } from '../page-alloc.ts';
import type { Refusal } from '../refusal.ts';
import { inBootAllocator } from '../sources.ts';

export const fragments: Refusal<{ readonly place: string }> = {
  id: 'bootmem-fragments',
  title: 'free memory is in too many pieces',
  brief: 'Free memory is cut into more pieces than Xen can list before it has a heap.',
  explain:
    'Until the heap is up Xen keeps free memory in a list of 256 ranges. Every reserved range, static bank and module inside RAM splits one of them, and so does every block Xen takes for itself. The 257th piece is a BUG. This comes well before the limit of 256 reserved ranges. With a static heap only the banks of the heap are in the list.',
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
