// dyn-subpage: memory that is not a whole number of pages.
import { domU, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const dynamicSubpage: Refusal<unknown> = {
  id: 'dyn-subpage',
  title: 'memory that is not a whole number of pages',
  brief: 'A domain’s memory is not a whole number of pages, and Xen looks for the rest for ever.',
  explain:
    'Without static memory Xen takes pages from its heap, in chunks as large as possible, until memory is used up. A rest smaller than a page never is: Xen asks for the order below zero, fails, and counts down from the largest number there is. Nothing is printed for a very long time. When a chunk was refused before, as the first one of 2 GiB and more always is, a smaller limit is in force already and Xen gives up with a panic instead.',
  fix: 'Make memory a multiple of 4 KiB.',
  consequence: 'hang',
  early: false,
  says: [],
  ends: [],
  source: [
    { until: '4.19', at: 'arch/arm/domain_build.c:allocate_bank_memory' },
    { since: '4.19', until: '4.21', at: 'arch/arm/domain_build.c:allocate_domheap_memory' },
    { since: '4.21', at: 'common/device-tree/domain-build.c:allocate_domheap_memory' },
  ],
};

export const example: Example = {
  triggers: () => machine(domU({ banks: null, kib: 131073 })),
  harmless: () => machine(domU({ banks: null, kib: 131072 })),
};
