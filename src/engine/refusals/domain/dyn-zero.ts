// dyn-zero: a domain with no memory at all.
import { domU, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { CONSTRUCT_DOMU } from '../sources.ts';

export const dynamicZero: Refusal<unknown> = {
  id: 'dyn-zero',
  title: 'a domain with no memory at all',
  explain:
    'Without static memory and with memory = 0 the guest has no bank of RAM to put in its device tree.',
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
