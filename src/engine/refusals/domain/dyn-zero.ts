// dyn-zero: a domain with no memory at all.
import { domU, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { CONSTRUCT_DOMU } from '../sources.ts';

export const dynamicZero: Refusal<unknown> = {
  id: 'dyn-zero',
  title: 'a domain with no memory at all',
  brief: 'A domain has no memory at all.',
  explain:
    'With memory = <0 0> and no static memory the guest gets no bank of RAM, and Xen cannot write the memory node of its device tree. The message is that of the device tree, not of memory.',
  fix: 'Give the domain memory.',
  consequence: 'panic',
  early: false,
  says: [{ lines: () => ['Device tree generation failed (-2).'] }],
  ends: [],
  source: CONSTRUCT_DOMU,
};

export const example: Example = {
  triggers: () => machine(domU({ banks: null, kib: 0 })),
  harmless: () => machine(domU({ banks: null, kib: 131072 })),
};
