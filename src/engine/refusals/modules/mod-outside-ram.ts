// mod-outside-ram: a boot module outside RAM.
import { domU, good, kernel, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { KERNEL_PROBE } from '../sources.ts';
import { UNMAPPABLE, UNMAPPABLE_AT } from '../unmappable.ts';

/** Where there may be memory all the same. */
export const moduleOutsideRam: Refusal<unknown> = {
  id: 'mod-outside-ram',
  title: 'a boot module outside RAM',
  brief: 'A boot module lies where the device tree describes no RAM.',
  explain:
    'Xen maps and copies modules wherever reg says they are, without looking at /memory. If there is memory at that address, all is well; if nothing answers, Xen takes a data abort while it reads the kernel. Inside or above RAM the device tree alone cannot tell which. Below all RAM there are devices, not kernels, and an address of more than 48 bits cannot even be mapped.',
  fix: 'Load the module into the RAM that /memory describes.',
  consequence: 'abort',
  early: false,
  says: [],
  ends: [],
  source: KERNEL_PROBE,
};

/** Where there cannot be a kernel, none is found. */
export const moduleUnreadable: Refusal<unknown> = { ...moduleOutsideRam, consequence: 'panic' };

/** More than a page table entry can hold: a debug build asserts. */
export const moduleUnmappable: Refusal<unknown> = {
  ...moduleOutsideRam,
  consequence: 'assertion',
  ends: UNMAPPABLE,
  source: UNMAPPABLE_AT,
};

export const example: Example = {
  triggers: () => machine(domU({ kernel: kernel(0xd0000000) })),
  harmless: good,
};
