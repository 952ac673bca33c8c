// p2m-pool-nomem: the heap is too small for a domain’s page tables.
import { domU, machine, MIB, staticHeap } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { inP2m } from '../sources.ts';

export const poolNoMemory: Refusal<unknown> = {
  id: 'p2m-pool-nomem',
  title: 'the heap is too small for a domain’s page tables',
  brief: 'Xen’s heap cannot hold a domain’s pool of page tables.',
  explain:
    'The pool is set up before the domain gets any memory, and it comes from the heap even when all of the domain’s memory is static: 1 MiB per vCPU, a page per MiB of memory and 512 KiB more, rounded up to a MiB. This is how a static heap that is too small usually shows. With cache colouring the pages are of the domain’s colours, of which a static heap of one bank has none: Xen keeps the lowest piece of free memory for itself, and 64 MiB (buddy-alloc-size) of the others.',
  fix: 'Make the static heap larger, or set xen,domain-p2m-mem-mb.',
  consequence: 'panic',
  early: false,
  says: [{ lines: () => ['Failed to allocate P2M pages.'] }],
  ends: [],
  source: inP2m('p2m_set_allocation'),
};

export const example: Example = {
  triggers: () => machine(staticHeap(0x50000000, 28 * MIB + 0x100000) + domU()),
  harmless: () => machine(staticHeap(0x50000000, 64 * MIB) + domU()),
};
