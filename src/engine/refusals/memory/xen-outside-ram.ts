// xen-outside-ram: Xen itself lies outside RAM.
import { good } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const xenOutsideRam: Refusal<unknown> = {
  id: 'xen-outside-ram',
  title: 'Xen itself lies outside RAM',
  explain:
    'Xen reaches parts of its own image through its map of RAM. When the boot loader puts it where /memory says there is none, every release hangs.',
  fix: 'Load Xen into RAM, or describe that RAM in /memory.',
  consequence: 'hang',
  early: true,
  says: [],
  ends: [],
  source: [{ at: 'arch/arm/mmu/setup.c' }],
};

export const example: Example = { xen: 0x20000000, triggers: good, harmless: good };
