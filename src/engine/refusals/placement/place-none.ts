// place-none: no place for the device tree in the first bank.
import { domU, machine, MIB } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { PLACE_MODULES } from '../sources.ts';

export const placeNone: Refusal<unknown> = {
  id: 'place-none',
  title: 'no place for the device tree in the first bank',
  brief: 'There is no place for the device tree and ramdisk in the guest’s first bank.',
  explain:
    'Everything fits as far as sizes go, but not where Xen looks. It tries 128 MiB into the bank, then the end of the bank, then just below the kernel; the last two want strictly more room than is needed. All of them are rounded to 2 MiB, so the least a small kernel boots in is 6 MiB.',
  fix: 'Make the first bank larger: 6 MiB is the least for a small kernel.',
  consequence: 'panic',
  early: false,
  says: [],
  ends: [{ text: () => 'Unable to find suitable location for dtb+initrd' }],
  source: PLACE_MODULES,
};

export const example: Example = {
  triggers: () => machine(domU({ banks: [0x60000000, 4 * MIB] })),
  harmless: () => machine(domU({ banks: [0x60000000, 6 * MIB] })),
};
