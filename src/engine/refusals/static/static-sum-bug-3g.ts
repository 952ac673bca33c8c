// static-sum-bug-3g: a static bank straddles the first 3 GiB of the guest.
import { domU, machine, memoryNode, MIB } from '../example-text.ts';
import type { Example } from '../example.ts';
import { MISMATCH } from '../lines.ts';
import type { Refusal } from '../refusal.ts';
import { inStaticMemory } from '../sources.ts';

export const staticSumBug: Refusal<{ readonly directMap: boolean }> = {
  id: 'static-sum-bug-3g',
  title: 'a static bank straddles the first 3 GiB of the guest',
  explain:
    'Up to 4.21 Xen counts only the rest of a host bank that it had to split between the two guest RAM banks, and finds the sum too small although it is right.',
  fix: 'Split the bank so that one ends exactly at 3 GiB, or use 4.22.',
  consequence: 'panic',
  early: false,
  says: [{ lines: ({ directMap }) => [directMap ? MISMATCH : `${MISMATCH} Unsupported configuration.`] }],
  ends: [],
  source: [...inStaticMemory('allocate_static_memory'), ...inStaticMemory('assign_static_memory_11')],
};

export const example: Example = {
  release: '4.21',
  triggers: () =>
    machine(domU({ banks: [0x100000000, 4096 * MIB] }), {
      memory: memoryNode(0x40000000, 2048 * MIB, 0x100000000, 6144 * MIB),
    }),
  harmless: () =>
    machine(domU({ banks: [0x100000000, 3072 * MIB, 0x1c0000000, 1024 * MIB] }), {
      memory: memoryNode(0x40000000, 2048 * MIB, 0x100000000, 6144 * MIB),
    }),
};
