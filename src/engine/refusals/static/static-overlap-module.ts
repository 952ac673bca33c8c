// static-overlap-module: static memory overlaps Xen, the device tree blob or a boot module.
import { domU, machine, MIB } from '../example-text.ts';
import type { Example } from '../example.ts';
import { type Overlap, regionLine } from '../overlap.ts';
import { DATA_ABORT } from '../lines.ts';
import type { Refusal } from '../refusal.ts';
import { OVERLAP_CHECK } from '../sources.ts';

export const staticOverlapModule: Refusal<Overlap> = {
  id: 'static-overlap-module',
  title: 'static memory overlaps Xen, the device tree blob or a boot module',
  brief: 'Static memory overlaps Xen, the device tree blob or a boot module.',
  explain:
    'The bank covers something the boot loader put in memory and Xen has already recorded. From 4.19 the panic comes before the console is up; 4.18 prints the line and stops reading the tree there. 4.17 accepts it, even over Xen itself: the guest can then overwrite the hypervisor, and Xen itself does when it loads the guest there.',
  fix: 'Move the bank, or load the image elsewhere.',
  consequence: 'panic',
  early: true,
  says: [{ since: '4.18', lines: regionLine }],
  ends: [],
  source: OVERLAP_CHECK,
};

/** What 4.17's silence about memory over Xen leads to once the guest is loaded. */
export const overwritesXen: Refusal<unknown> = {
  ...staticOverlapModule,
  consequence: 'abort',
  early: false,
  says: [],
  ends: [{ text: () => DATA_ABORT }],
  source: [{ until: '4.18', at: 'arch/arm/kernel.c:kernel_zimage_load' }],
};

export const example: Example = {
  triggers: () => machine(domU({ banks: [0x40000000, 128 * MIB] })),
  harmless: () => machine(domU({ banks: [0x50000000, 128 * MIB] })),
};
