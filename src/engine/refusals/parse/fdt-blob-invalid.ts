// fdt-blob-invalid: the device tree blob cannot be mapped.
import { good } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const blobInvalid: Refusal<{ readonly start: bigint }> = {
  id: 'fdt-blob-invalid',
  title: 'the device tree blob cannot be mapped',
  brief: 'Xen cannot map the device tree blob where the boot loader put it.',
  explain:
    'Before anything else Xen maps the blob through one or two 2 MiB blocks of page table. For that the blob must lie at an address other than 0 that is a multiple of 8, start with the magic number of a flattened tree, and be no larger than 2 MiB (2 MiB itself is fine). Otherwise Xen panics at once, long before the console is up.',
  fix: 'Load the blob at a multiple of 8, and keep it within 2 MiB.',
  consequence: 'panic',
  early: true,
  says: [],
  ends: [
    {
      text: ({ start }) =>
        `Invalid device tree blob at physical address 0x${start.toString(16)}.\nThe DTB must be 8-byte aligned and must not exceed 2 MB in size.\n\nPlease check your bootloader.`,
    },
  ],
  source: [
    { until: '4.19', at: 'arch/arm/mm.c:early_fdt_map' },
    { since: '4.19', at: 'arch/arm/mmu/setup.c:early_fdt_map' },
  ],
};

export const example: Example = { fdt: 0x48000004, triggers: good, harmless: good };
