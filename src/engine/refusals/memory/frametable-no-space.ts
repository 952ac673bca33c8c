// frametable-no-space: no room for Xen’s table of pages.
import { domU, machine, MIB, staticHeap } from '../example-text.ts';
import type { Example } from '../example.ts';
import { bug } from '../page-alloc.ts';
import type { Refusal } from '../refusal.ts';
import { inBootAllocator } from '../sources.ts';

export const frametableNoSpace: Refusal<{ readonly place: string }> = {
  id: 'frametable-no-space',
  title: 'no room for Xen’s table of pages',
  explain:
    'Xen keeps 56 bytes for every 4 KiB page of RAM, in one piece that up to 4.21 must start on a 32 MiB boundary (from 4.22 one piece per populated run, 2 MiB). ' +
    'Pieces that touch are not joined. 2 GiB of RAM take 28 MiB.',
  fix: 'Leave a larger free piece, or make the static heap larger.',
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
