// mod-kernel-lost: a domain without a kernel.
import { domU, good, machine, MIB } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { KERNEL_PROBE } from '../sources.ts';

export const kernelLost: Refusal<unknown> = {
  id: 'mod-kernel-lost',
  title: 'a domain without a kernel',
  brief: 'Xen finds no kernel for a domain.',
  explain:
    'When it builds a domain, Xen looks for a child compatible with multiboot,kernel and then for a module recorded at its address. There is none when the node is missing, its size is zero, or the module was dropped while parsing because its range was taken or the table was full. If that leaves no kernel at all, Xen is not even in dom0less mode: it tries to build dom0 and fails there. A gzip-compressed kernel is lost to every domain but the first that names it: Xen unpacks it for that one and no longer knows it at its old address.',
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
