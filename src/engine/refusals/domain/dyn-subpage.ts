// dyn-subpage: memory that is not a whole number of pages.
import { domU, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const dynamicSubpage: Refusal<unknown> = {
  id: 'dyn-subpage',
  title: 'memory that is not a whole number of pages',
  explain:
    'Xen hands out pages from its heap until memory is used up. A rest smaller than a page never is: Xen tries ever smaller orders, starting from the largest number there is.',
  fix: 'Make memory a multiple of 4 KiB.',
  consequence: 'hang',
  early: false,
  says: [],
  ends: [],
  source: [{ at: 'domain_build.c:allocate_domheap_memory' }],
};

export const example: Example = {
  triggers: () => machine(domU({ banks: null, kib: 131073 })),
  harmless: () => machine(domU({ banks: null, kib: 131072 })),
};
