// heap-for-static-domain: the heap is too small for what Xen keeps about a domain.
import { domU, machine, MIB, staticHeap } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { CONSTRUCT_DOMU, inP2m } from '../sources.ts';

export const heapForDomain: Refusal<unknown> = {
  id: 'heap-for-static-domain',
  title: 'the heap is too small for what Xen keeps about a domain',
  brief: 'Xen’s heap is too small for what Xen keeps about a domain.',
  explain:
    'A domain of static memory takes heap pages as well: its descriptor, vCPUs and virtual interrupt controller, the root of its page tables, and the buffer in which its device tree is written. A domain with the host’s hardware takes every page table from the heap besides, for its RAM and for all devices. Depending on which of them fails, creating or setting up the domain ends with -ENOMEM. How many pages it takes was measured, not read from the source; close to the edge the prediction is uncertain.',
  fix: 'Make the static heap larger.',
  consequence: 'panic',
  early: false,
  says: [],
  ends: [],
  source: [...CONSTRUCT_DOMU, ...inP2m('p2m_alloc_page')],
};

export const example: Example = {
  triggers: () =>
    machine(staticHeap(0x50000000, 28 * MIB + 0x142000) + domU({ more: 'xen,domain-p2m-mem-mb = <1>;' })),
  harmless: () => machine(staticHeap(0x50000000, 64 * MIB) + domU()),
};
