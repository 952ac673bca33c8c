// mod-not-a-kernel: a kernel that is not a kernel image.
import { domU, good, kernel, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { KERNEL_PROBE } from '../sources.ts';

export const kernelUnknown: Refusal<unknown> = {
  id: 'mod-not-a-kernel',
  title: 'a kernel that is not a kernel image',
  explain:
    'The file has none of the headers Xen knows: arm64 Image, zImage, uImage, or those compressed with gzip.',
  fix: 'Load an arm64 Image.',
  consequence: 'panic',
  early: false,
  says: [],
  ends: [],
  source: KERNEL_PROBE,
};

export const example: Example = {
  files: { '0x44000000': 'unknown' },
  triggers: good,
  harmless: () => machine(domU({ kernel: kernel(0x46000000) })),
};
