// arm32-xenheap-param: xenheap_megabytes asks for more than there is in one piece.
import { domU, machine, xenArgs } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { SETUP_MM_32 } from '../sources.ts';

export const xenheapParam: Refusal<unknown> = {
  id: 'arm32-xenheap-param',
  title: 'xenheap_megabytes asks for too much',
  brief: 'The xenheap_megabytes of Xen’s command line asks for more than is free in one piece.',
  explain:
    'The size of 32-bit Xen’s own heap given on its command line is taken as it is: Xen does not try less, and does not check that it is a multiple of 32 MiB, as its documentation asks.',
  fix: 'Give a smaller xenheap_megabytes, a multiple of 32, or leave the size to Xen.',
  consequence: 'panic',
  early: true,
  says: [],
  ends: [
    { until: '4.17', text: () => 'Not not enough space for xenheap' },
    { text: () => 'Not enough space for xenheap' },
  ],
  source: SETUP_MM_32,
};

export const example: Example = {
  arch: 'arm32',
  triggers: () => machine(xenArgs('xenheap_megabytes=1536') + domU(), { gic: 2 }),
  harmless: () => machine(xenArgs('xenheap_megabytes=256') + domU(), { gic: 2 }),
};
