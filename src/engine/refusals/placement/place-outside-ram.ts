// place-outside-ram: the kernel’s fixed address is not in the guest’s RAM.
import { domU, kernel, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const placeOutsideRam: Refusal<{ readonly tag: string }> = {
  id: 'place-outside-ram',
  title: 'the kernel’s fixed address is not in the guest’s RAM',
  brief: 'A kernel demands to be loaded where the guest has no RAM.',
  explain:
    'A uImage or a zImage can carry a fixed load address. Xen places the device tree beside it, then copies the kernel to that address and fails where the guest has no memory there.',
  fix: 'Use a kernel without a fixed address, or give the guest RAM there.',
  consequence: 'panic',
  early: false,
  says: [],
  ends: [
    { until: '4.21', text: () => 'Unable to copy the kernel in the hwdom memory' },
    { text: ({ tag }) => `Unable to copy the kernel in the ${tag} memory` },
  ],
  source: [{ at: 'arch/arm/kernel.c:kernel_zimage_load' }],
};

export const example: Example = {
  files: { '0x44000000': 'fixed' },
  triggers: () => machine(domU()),
  harmless: () => machine(domU({ kernel: kernel(0x46000000) })),
};
