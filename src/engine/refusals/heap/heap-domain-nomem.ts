// heap-domain-nomem: the heap is too small for a domain’s RAM.
import { domU, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const heapNoMemory: Refusal<{ readonly kib: bigint }> = {
  id: 'heap-domain-nomem',
  title: 'the heap is too small for a domain’s RAM',
  brief: 'Xen’s heap cannot hold the RAM of a domain without static memory.',
  explain:
    'Such a domain takes its RAM from Xen’s heap, page by page if need be; only the sum of what is free decides. With a static heap nothing else is available. The amount in the message is all that was still missing when the first chunk could not be had.',
  fix: 'Give the domain less memory or static memory, or make the static heap larger.',
  consequence: 'panic',
  early: false,
  says: [],
  ends: [
    {
      text: ({ kib }) =>
        `Failed to allocate requested domain memory. ${kib}KB unallocated. Fix the VMs configurations.`,
    },
  ],
  source: [
    { until: '4.19', at: 'arch/arm/domain_build.c:allocate_memory' },
    { since: '4.19', until: '4.20', at: 'arch/arm/dom0less-build.c:allocate_memory' },
    { since: '4.20', until: '4.21', at: 'arch/arm/domain_build.c:allocate_memory' },
    { since: '4.21', at: 'common/device-tree/domain-build.c:allocate_memory' },
  ],
};

export const example: Example = {
  triggers: () => machine(domU({ banks: null, kib: 4 * 1024 * 1024 })),
  harmless: () => machine(domU({ banks: null, kib: 1024 * 1024 })),
};
