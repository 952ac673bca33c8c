// frametable-no-space: no room for Xen’s table of pages.
import { domU, machine, MIB, staticHeap } from '../example-text.ts';
import type { Example } from '../example.ts';
import { bug } from '../page-alloc.ts';
import type { Refusal } from '../refusal.ts';
import { inBootAllocator } from '../sources.ts';

export const frametableNoSpace: Refusal<{ readonly place: string }> = {
  id: 'frametable-no-space',
  title: 'no room for Xen’s table of pages',
  brief: 'No free piece of memory can hold Xen’s table of pages.',
  explain:
    'Xen keeps 56 bytes for every 4 KiB page from the first to the last page of RAM: 14 MiB for each GiB. Up to 4.21 that table is one block which must start on a 32 MiB boundary, however small it is. From 4.22 there is one block per run of gigabytes that hold RAM, on a 2 MiB boundary (32 MiB for blocks of 32 MiB and more). Free pieces that touch are not joined, and a static heap that is too small ends here, too.',
  fix: 'Leave a larger free piece of RAM, or make the static heap larger.',
  consequence: 'bug',
  early: true,
  says: [],
  ends: [bug],
  source: inBootAllocator('alloc_boot_pages'),
};

export const example: Example = {
  triggers: () => machine(staticHeap(0x50000000, 24 * MIB) + domU()),
  harmless: () => machine(staticHeap(0x50000000, 64 * MIB) + domU()),
};
