// static-unaligned-size: static memory is not a whole number of pages.
import { domU, machine, MIB } from '../example-text.ts';
import type { Example } from '../example.ts';
import { assertAligned } from '../lines.ts';
import type { Refusal } from '../refusal.ts';
import { ACQUIRE_BANK } from '../sources.ts';

export const staticUnalignedSize: Refusal<unknown> = {
  id: 'static-unaligned-size',
  title: 'static memory is not a whole number of pages',
  brief: 'A static bank is not a whole number of pages.',
  explain:
    'Xen hands out pages of 4 KiB. A debug build asserts that every bank is whole pages when it builds the domain. A release build maps the whole pages and drops the rest, but the guest’s device tree promises every byte: the guest faults when it touches the last ones.',
  fix: 'Make the size a multiple of 4 KiB (better 2 MiB).',
  consequence: 'assertion',
  early: false,
  says: [],
  ends: assertAligned,
  source: ACQUIRE_BANK,
};

export const example: Example = {
  triggers: () => machine(domU({ banks: [0x60000000, 128 * MIB + 0x400] })),
  harmless: () => machine(domU({ banks: [0x60000000, 128 * MIB + 0x1000] })),
};
