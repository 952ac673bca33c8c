// mod-kernel-lost: a domain without a kernel.
import { domU, good, machine, MIB } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { KERNEL_PROBE } from '../sources.ts';

export const kernelLost: Refusal<unknown> = {
  id: 'mod-kernel-lost',
  title: 'a domain without a kernel',
  explain:
    'Xen looks for a child node compatible with multiboot,kernel and for a recorded module at its address. There is none: the node is missing, or the module was dropped while parsing.',
  fix: 'Give the domain a kernel module whose range is free.',
  consequence: 'panic',
  early: false,
  says: [{ lines: () => ['Missing kernel boot module?'] }],
  ends: [],
  source: KERNEL_PROBE,
};

export const example: Example = {
  triggers: () => machine(domU() + domU({ name: 'domU2', banks: [0x70000000, 128 * MIB], kernel: ' ' })),
  harmless: good,
};
