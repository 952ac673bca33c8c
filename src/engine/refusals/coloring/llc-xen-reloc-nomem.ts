// llc-xen-reloc-nomem: no room to move Xen to.
import { colored, domU, machine, memoryNode, MIB, reserve } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const xenUnmovable: Refusal<unknown> = {
  id: 'llc-xen-reloc-nomem',
  title: 'no room to move Xen to',
  brief: 'No bank of RAM has room for Xen as cache colouring spreads it.',
  explain:
    'With cache colouring Xen moves itself into pages of its own colours, near the top of the highest bank that has room. In between lie the pages of other colours, so it needs as many times its size as there are colours, in one piece free of modules and of reserved and static memory.',
  fix: 'Leave more RAM in one piece, or use fewer colours.',
  consequence: 'panic',
  early: true,
  says: [],
  ends: [{ text: () => 'Not enough memory to relocate Xen' }],
  source: [{ since: '4.20', at: 'arch/arm/llc-coloring.c:get_xen_paddr' }],
};

export const example: Example = {
  on: ['LLC_COLORING'],
  triggers: () =>
    machine(colored('llc-coloring=on llc-size=1M llc-nr-ways=16') + domU({ banks: null, kib: 131072 }), {
      memory: memoryNode(0x40000000, 64 * MIB),
      reserved: `${reserve(0x41000000, 24 * MIB)} ${reserve(0x43000000, 8 * MIB)}`,
    }),
  harmless: () =>
    machine(colored('llc-coloring=on llc-size=1M llc-nr-ways=16') + domU({ banks: null, kib: 131072 })),
};
