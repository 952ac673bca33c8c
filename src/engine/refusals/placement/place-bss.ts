// place-bss: the kernel clears its device tree or ramdisk.
import { domU, kernel, machine, MIB } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { PLACE_MODULES } from '../sources.ts';

export const placeBss: Refusal<unknown> = {
  id: 'place-bss',
  title: 'the kernel clears its device tree or ramdisk',
  brief: 'The kernel clears its own device tree or ramdisk when it starts.',
  explain:
    'Xen reckons with the size of the kernel’s file. The kernel takes more once it runs: image_size in its header counts the memory it clears for itself. When the first bank is small, or the kernel large, the device tree or the ramdisk lies within that, and the kernel overwrites it before it reads it. Xen says nothing.',
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
