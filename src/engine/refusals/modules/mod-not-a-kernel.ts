// mod-not-a-kernel: a kernel that is not a kernel image.
import { domU, good, kernel, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { KERNEL_PROBE } from '../sources.ts';

export const kernelUnknown: Refusal<unknown> = {
  id: 'mod-not-a-kernel',
  title: 'a kernel that is not a kernel image',
  brief: 'A domain’s kernel file has no header Xen knows.',
  explain:
    'Xen accepts an arm64 Image, a 32-bit zImage, a uImage around either, and those compressed with gzip. It reads the header where reg says the module is. When it finds none of the magic numbers there, the domain fails with -EINVAL and not one line says why. An ELF file, a compressed image in another format and a wrong address all look like this.',
  fix: 'Load an arm64 Image, and check the module’s address.',
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
