// place-kernel-none: no place for a 32-bit kernel.
import { domU, kernel, machine, MIB } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const placeKernelNone: Refusal<unknown> = {
  id: 'place-kernel-none',
  title: 'no place for a 32-bit kernel',
  explain: 'A zImage without a fixed address goes to the end of the bank’s first 128 MiB and must fit there.',
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
