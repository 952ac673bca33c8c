// place-outside-ram: the kernel’s fixed address is not in the guest’s RAM.
import { domU, kernel, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const placeOutsideRam: Refusal<{ readonly tag: string }> = {
  id: 'place-outside-ram',
  title: 'the kernel’s fixed address is not in the guest’s RAM',
  explain:
    'A uImage or zImage can demand a load address; Xen copies it there and fails where the guest has no RAM.',
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
