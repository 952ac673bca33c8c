// fdt-blob-invalid: the device tree blob cannot be mapped.
import { good } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

/** Characters of a panic that Xen has room for up to 4.17. */
const PANIC_ROOM = 127;

const ending = ({ start }: { readonly start: bigint }): string =>
  `Invalid device tree blob at physical address 0x${start.toString(16)}.\nThe DTB must be 8-byte aligned and must not exceed 2 MB in size.\n\nPlease check your bootloader.`;

export const blobInvalid: Refusal<{ readonly start: bigint }> = {
  id: 'fdt-blob-invalid',
  title: 'the device tree blob cannot be mapped',
  explain: 'Xen maps at most 2 MiB of the blob, at an address that is a multiple of 8 and not 0.',
  fix: 'Load the blob at an aligned address.',
  consequence: 'panic',
  early: true,
  says: [],
  ends: [{ until: '4.18', text: (blob) => ending(blob).slice(0, PANIC_ROOM) }, { text: ending }],
  source: [{ at: 'arch/arm/mmu/setup.c:early_fdt_map' }],
};

export const example: Example = { fdt: 0x48000004, triggers: good, harmless: good };
