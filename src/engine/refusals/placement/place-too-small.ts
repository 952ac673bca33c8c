// place-too-small: the first bank is too small for kernel, device tree and ramdisk.
import { domU, machine, MIB } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { PLACE_MODULES } from '../sources.ts';

export const placeTooSmall: Refusal<unknown> = {
  id: 'place-too-small',
  title: 'the first bank is too small for kernel, device tree and ramdisk',
  brief: 'The guest’s first bank cannot hold kernel, device tree and ramdisk.',
  explain:
    'All three go into the first bank of RAM, whatever the others hold. The device tree and the ramdisk are rounded up to 2 MiB each, and so is the end of the kernel. Where another bank of a direct-mapped domain is large enough, only the order is wrong (dm-bank0-small).',
  fix: 'Make the first bank larger.',
  consequence: 'panic',
  early: false,
  says: [],
  ends: [{ text: () => 'Not enough memory in the first bank for the kernel+dtb+initrd' }],
  source: PLACE_MODULES,
};

export const example: Example = {
  triggers: () => machine(domU({ banks: [0x60000000, 2 * MIB] })),
  harmless: () => machine(domU({ banks: [0x60000000, 6 * MIB] })),
};
