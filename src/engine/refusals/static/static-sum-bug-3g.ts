// static-sum-bug-3g: a static bank straddles the first 3 GiB of the guest.
import { domU, machine, memoryNode, MIB } from '../example-text.ts';
import type { Example } from '../example.ts';
import { SUM_DIFFERS } from '../lines.ts';
import type { Refusal } from '../refusal.ts';
import { SUM_OF_STATIC } from '../sources.ts';

export const staticSumBug: Refusal<{ readonly directMap: boolean }> = {
  id: 'static-sum-bug-3g',
  title: 'a static bank straddles the first 3 GiB of the guest',
  brief: 'Xen miscounts a static bank that straddles the guest’s first 3 GiB.',
  explain:
    'A guest that is not direct-mapped has 3 GiB of addresses in its first RAM bank. A host bank that crosses that line is mapped in two parts, and up to 4.21 Xen counts only the second one. The sum then seems smaller than memory, and a domain whose numbers are right is refused. 4.22 counts both parts (d6a6ea77e1).',
  fix: 'Split the bank so that one ends exactly at 3 GiB, or use 4.22.',
  consequence: 'panic',
  early: false,
  says: SUM_DIFFERS,
  ends: [],
  source: SUM_OF_STATIC,
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
