// xen-outside-ram: Xen itself lies outside RAM.
import { good } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { SETUP_MM_64 } from '../sources.ts';

export const xenOutsideRam: Refusal<unknown> = {
  id: 'xen-outside-ram',
  title: 'Xen itself lies outside RAM',
  brief: 'The boot loader put Xen itself where the device tree says there is no RAM.',
  explain:
    'A 64-bit Xen maps RAM into its own address space and reaches parts of its own image through that map. When /memory does not cover the image, every release hangs or faults without end, some before and some after the heap is up, and none prints why. A 32-bit Xen aborts when all domains are built and it gives back the memory it started with.',
  fix: 'Load Xen into RAM, or describe that RAM in /memory.',
  consequence: 'hang',
  early: true,
  says: [],
  ends: [],
  source: SETUP_MM_64,
};

/** arm32: until Xen gives back the memory it started with. */
export const xenGivenBack: Refusal<unknown> = {
  ...xenOutsideRam,
  consequence: 'abort',
  early: false,
  says: [{ lines: () => ['Data Abort Trap. Syndrome=0x1820006'] }],
  ends: [{ text: () => 'CPU0: Unexpected Trap: Data Abort' }],
  source: [
    { until: '4.19', at: 'arch/arm/mm.c:free_init_memory' },
    { since: '4.19', at: 'arch/arm/mmu/setup.c:free_init_memory' },
  ],
};

export const example: Example = { xen: 0x20000000, triggers: good, harmless: good };
