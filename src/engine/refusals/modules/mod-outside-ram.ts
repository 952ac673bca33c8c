// mod-outside-ram: a boot module outside RAM.
import { domU, good, kernel, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { KERNEL_PROBE } from '../sources.ts';
import { UNMAPPABLE } from '../unmappable.ts';

export const moduleOutsideRam: Refusal<unknown> = {
  id: 'mod-outside-ram',
  title: 'a boot module outside RAM',
  explain:
    'Xen reads modules wherever they are said to be, without looking at /memory. Where nothing answers at that address it aborts; where there is memory it works. Below all RAM there are devices, not kernels; an address of more than 48 bits cannot even be mapped.',
  fix: 'Load the module into the RAM that /memory describes.',
  consequence: 'warning',
  early: true,
  says: [],
  ends: UNMAPPABLE,
  source: KERNEL_PROBE,
};

export const example: Example = {
  triggers: () => machine(domU({ kernel: kernel(0xd0000000) })),
  harmless: good,
};
