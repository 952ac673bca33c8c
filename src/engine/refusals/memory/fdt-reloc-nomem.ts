// fdt-reloc-nomem: the heap cannot hold Xen's copy of the device tree blob.
import { domU, machine, MIB, staticHeap } from '../example-text.ts';
import type { Example } from '../example.ts';
import { bug, type Place } from '../page-alloc.ts';
import type { Refusal } from '../refusal.ts';

export const blobNoMemory: Refusal<unknown> = {
  id: 'fdt-reloc-nomem',
  title: 'the heap cannot hold the device tree',
  brief: 'Xen’s heap is too small even for Xen’s copy of the device tree blob.',
  explain:
    'Once it has a heap, Xen copies the blob into it, because the memory the boot loader put it in will be given away. The copy takes whole pages that touch. The allocator of small pieces takes two pages before that, and stops with a BUG where it cannot have them. A static heap which just holds the table of pages ends here; a few pages more and one of the next things Xen needs fails instead. A domain’s page tables need far more anyway.',
  fix: 'Make the static heap larger.',
  consequence: 'panic',
  early: true,
  says: [],
  ends: [{ text: () => 'Unable to allocate memory for relocating the Device-Tree.' }],
  source: [{ at: 'arch/arm/setup.c:relocate_fdt' }],
};

/** Not even the allocator that is to hold the copy can be set up. */
export const poolNoMemoryEarly: Refusal<Place> = {
  ...blobNoMemory,
  consequence: 'bug',
  ends: [bug],
  source: [{ at: 'common/xmalloc_tlsf.c:tlsf_init' }],
};

export const example: Example = {
  triggers: () => machine(staticHeap(0x50000000, 28 * MIB + 8 * 4096) + domU()),
  harmless: () => machine(staticHeap(0x50000000, 64 * MIB) + domU()),
};
