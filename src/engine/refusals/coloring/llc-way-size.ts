// llc-way-size: a cache way that is not whole pages.
import { colored, domU, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const wayOdd: Refusal<unknown> = {
  id: 'llc-way-size',
  title: 'a cache way that is not whole pages',
  brief: 'A way of the last-level cache is not a whole number of pages.',
  explain:
    'With cache colouring Xen divides one way of the last-level cache into colours of one page each. llc-size divided by llc-nr-ways must therefore be a multiple of 4 KiB. Without the two Xen asks the CPU.',
  fix: 'Give llc-size and llc-nr-ways as the CPU’s manual has them.',
  consequence: 'panic',
  early: true,
  says: [],
  ends: [{ text: () => 'LLC way size must be a multiple of PAGE_SIZE' }],
  source: [{ since: '4.20', at: 'common/llc-coloring.c:llc_coloring_init' }],
};

export const example: Example = {
  on: ['LLC_COLORING'],
  triggers: () => machine(colored('llc-size=1000000B llc-nr-ways=16') + domU({ banks: null, kib: 131072 })),
  harmless: () => machine(colored('llc-size=1M llc-nr-ways=16') + domU({ banks: null, kib: 131072 })),
};
