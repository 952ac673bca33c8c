// static-unaligned-size: static memory is not a whole number of pages.
import { domU, machine, MIB } from '../example-text.ts';
import type { Example } from '../example.ts';
import { assertAligned } from '../lines.ts';
import type { Refusal } from '../refusal.ts';
import { inStaticMemory } from '../sources.ts';

export const staticUnalignedSize: Refusal<unknown> = {
  id: 'static-unaligned-size',
  title: 'static memory is not a whole number of pages',
  explain:
    'A debug build asserts it. A release build maps the whole pages only but promises the guest every byte: the guest faults when it touches the rest.',
  fix: 'Make the size a multiple of 4 KiB (better 2 MiB).',
  consequence: 'assertion',
  early: false,
  says: [],
  ends: assertAligned,
  source: inStaticMemory('acquire_static_memory_bank'),
};

export const example: Example = {
  triggers: () => machine(domU({ banks: [0x60000000, 128 * MIB + 0x400] })),
  harmless: () => machine(domU({ banks: [0x60000000, 128 * MIB + 0x1000] })),
};
