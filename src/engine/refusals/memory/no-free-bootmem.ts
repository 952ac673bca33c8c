// no-free-bootmem: nothing left for Xen itself.
import { domU, machine, MIB, staticHeap } from '../example-text.ts';
import type { Example } from '../example.ts';
import { bug } from '../page-alloc.ts';
import type { Refusal } from '../refusal.ts';
import { inBootAllocator } from '../sources.ts';

export const noFreeMemory: Refusal<{ readonly place: string }> = {
  id: 'no-free-bootmem',
  title: 'nothing left for Xen itself',
  explain: 'All RAM is reserved, or the static heap comes out empty (no size, or read with the wrong cells).',
  fix: 'Leave RAM for Xen, or give the static heap a size.',
  consequence: 'bug',
  early: true,
  says: [],
  ends: [bug],
  source: inBootAllocator('alloc_boot_pages'),
};

export const example: Example = {
  triggers: () => machine(staticHeap(0x50000000, 0) + domU()),
  harmless: () => machine(staticHeap(0x50000000, 64 * MIB) + domU()),
};
