// static-guest-banks: more memory than a guest has addresses for.
import { domU, good, machine, memoryNode, MIB } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { inStaticMemory } from '../sources.ts';

export const staticGuestBanks: Refusal<unknown> = {
  id: 'static-guest-banks',
  title: 'more memory than a guest has addresses for',
  explain: 'A guest that is not direct-mapped has room for 3 GiB at 0x40000000 and 1016 GiB at 0x200000000.',
  fix: 'Give the domain less memory.',
  consequence: 'panic',
  early: false,
  says: [{ lines: () => ['Exhausted all possible guest banks.'] }],
  ends: [],
  source: inStaticMemory('allocate_static_memory'),
};

export const example: Example = {
  triggers: () =>
    machine(domU({ banks: [0x10000000000, 0x10000000000] }), {
      memory: memoryNode(0x40000000, 2048 * MIB, 0x10000000000, 0x10000000000),
    }),
  harmless: good,
};
