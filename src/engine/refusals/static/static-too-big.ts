// static-too-big: a static bank of 16 TiB or more.
import { prefixedPaddr } from '../../boot/format.ts';
import { domU, machine, MIB } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { ACQUIRE_BANK } from '../sources.ts';

export const staticTooLarge: Refusal<{ readonly domid: string; readonly size: bigint }> = {
  id: 'static-too-big',
  title: 'a static bank of 16 TiB or more',
  brief: 'A bank of static memory is too large for Xen to count its pages.',
  explain:
    'Xen counts the pages it takes with 32 bits. A larger bank mostly ends the boot before, since so much memory is not in RAM; a 32-bit Xen gets as far as the count.',
  fix: 'Check the size: it is more likely read with the wrong cells than meant.',
  consequence: 'panic',
  early: false,
  says: [{ lines: ({ domid, size }) => [`${domid}: static memory size too large: ${prefixedPaddr(size)}`] }],
  ends: [],
  source: ACQUIRE_BANK,
};

export const example: Example = {
  arch: 'arm32',
  triggers: () => machine(domU({ banks: [0x100000000, 2 ** 44], kib: 2 ** 34 }), { gic: 2 }),
  harmless: () => machine(domU({ banks: [0x60000000, 128 * MIB] }), { gic: 2 }),
};
