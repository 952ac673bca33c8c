// no-free-bootmem: nothing left for Xen itself.
import { domU, machine, MIB, staticHeap } from '../example-text.ts';
import type { Example } from '../example.ts';
import { bug } from '../page-alloc.ts';
import type { Refusal } from '../refusal.ts';
import { inBootAllocator } from '../sources.ts';

export const noFreeMemory: Refusal<{ readonly place: string }> = {
  id: 'no-free-bootmem',
  title: 'nothing left for Xen itself',
  brief: 'Nothing is left for Xen to build its own tables in.',
  explain:
    'Xen takes its page tables and its table of pages from memory that nobody has claimed. There is none when all RAM is reserved, or when xen,static-heap comes out empty because its size is zero, the property is short or its cells are read differently. The boot allocator then hits a BUG.',
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
