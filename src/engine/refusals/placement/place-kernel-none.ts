// place-kernel-none: no place for a 32-bit kernel.
import { domU, kernel, machine, MIB } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const placeKernelNone: Refusal<unknown> = {
  id: 'place-kernel-none',
  title: 'no place for a 32-bit kernel',
  brief: 'A 32-bit kernel does not fit into the first 128 MiB of the guest’s first bank.',
  explain:
    'A zImage without a load address of its own goes to the end of the bank’s first 128 MiB. From 4.22 Xen panics when it is longer than that. Up to 4.21 Xen computes an address below the bank all the same. In a bank smaller than the kernel it then finds that not everything fits (place-too-small); in a larger one it cannot copy the kernel to where the guest has no RAM (place-outside-ram).',
  fix: 'List a larger bank first.',
  consequence: 'panic',
  early: false,
  says: [],
  ends: [{ since: '4.22', text: () => 'Unable to find suitable location for the kernel' }],
  source: [{ since: '4.22', at: 'arch/arm/kernel.c:kernel_zimage_place' }],
};

export const example: Example = {
  files: { '0x44000000': 'zImage' },
  triggers: () => machine(domU({ banks: [0x60000000, 8 * MIB], kernel: kernel(0x44000000, 9 * MIB) })),
  harmless: () => machine(domU({ banks: [0x60000000, 32 * MIB], kernel: kernel(0x44000000, 9 * MIB) })),
};
