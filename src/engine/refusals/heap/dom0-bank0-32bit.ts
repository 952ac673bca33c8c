// dom0-bank0-32bit: no low memory for the first bank of a 32-bit dom0.
import { kernel, machine, memoryNode, MIB, xenArgs } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const firstBankLow: Refusal<unknown> = {
  id: 'dom0-bank0-32bit',
  title: 'no low memory for the first bank of a 32-bit dom0',
  brief: 'A 32-bit dom0 cannot have its first bank of RAM below 4 GiB.',
  explain:
    'dom0’s kernel goes into its first bank, which Xen takes from the heap in one aligned chunk of at least 128 MiB (or dom0_mem, if less), as low as possible and below 4 GiB (below 1 GiB on a Raspberry Pi 4). A 64-bit dom0 for which there is none starts higher up. A 32-bit one, be it a zImage under a 64-bit Xen, cannot.',
  fix: 'Keep an aligned 128 MiB of low RAM free of static memory, modules and reserved regions, or ask for less with dom0_mem.',
  consequence: 'panic',
  early: false,
  says: [],
  ends: [{ text: () => 'Unable to allocate first memory bank' }],
  source: [{ at: 'arch/arm/domain_build.c:allocate_memory_11' }],
};

const LOW = 256 * MIB;
const withKernelAt = (start: number): string =>
  machine(`${xenArgs('dom0_mem=256M bootscrub=0')} ${kernel(start)}`, {
    memory: memoryNode(0x40000000, LOW, 0x100000000, 1024 * MIB),
  });

export const example: Example = {
  files: { '0x42000000': 'zImage' },
  triggers: () => withKernelAt(0x42000000),
  harmless: () => withKernelAt(0x43000000),
};
