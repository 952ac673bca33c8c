// xen-outside-ram: Xen itself lies outside RAM.
import { good } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const xenOutsideRam: Refusal<unknown> = {
  id: 'xen-outside-ram',
  title: 'Xen itself lies outside RAM',
  brief: 'The boot loader put Xen itself where the device tree says there is no RAM.',
  explain:
    'Xen maps RAM into its own address space and reaches parts of its own image through that map. When /memory does not cover the image, every release hangs or faults without end, some before and some after the heap is up, and none prints why.',
  fix: 'Load Xen into RAM, or describe that RAM in /memory.',
  consequence: 'hang',
  early: true,
  says: [],
  ends: [],
  source: [{ at: 'arch/arm/mmu/setup.c' }],
};

export const example: Example = { xen: 0x20000000, triggers: good, harmless: good };
