// place-bss: the kernel clears its device tree or ramdisk.
import { domU, kernel, machine, MIB } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { PLACE_MODULES } from '../sources.ts';

export const placeBss: Refusal<unknown> = {
  id: 'place-bss',
  title: 'the kernel clears its device tree or ramdisk',
  explain:
    'Xen reckons with the size of the file, but the kernel takes more once it runs (image_size of its header). What Xen put there is overwritten before the kernel reads it.',
  fix: 'List a larger bank first.',
  consequence: 'misbehaves',
  early: false,
  says: [],
  ends: [],
  source: PLACE_MODULES,
};

export const example: Example = {
  files: { '0x44000000': 'large' },
  triggers: () => machine(domU({ banks: [0x60000000, 256 * MIB] })),
  harmless: () => machine(domU({ banks: [0x60000000, 256 * MIB], kernel: kernel(0x46000000) })),
};
