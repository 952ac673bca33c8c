// static-guest-banks: more memory than a guest has addresses for.
import { domU, good, machine, memoryNode, MIB } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { inStaticMemory } from '../sources.ts';

export const staticGuestBanks: Refusal<unknown> = {
  id: 'static-guest-banks',
  title: 'more memory than a guest has addresses for',
  brief: 'A domain has more static memory than a guest has addresses for.',
  explain:
    'Unless it is direct-mapped, a guest sees its banks one after the other in two windows: 3 GiB from 0x40000000 and 1016 GiB from 0x200000000. What does not fit into them is refused. A direct-mapped guest has no such windows.',
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
