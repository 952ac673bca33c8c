// xen-load-too-high: the boot loader put Xen too far up for its identity mapping.
import { domU, good, machine, memoryNode, MIB } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const xenTooHigh: Refusal<unknown> = {
  id: 'xen-load-too-high',
  title: 'Xen is loaded too far up',
  brief: 'The boot loader put Xen at an address where Xen cannot map itself one to one.',
  explain:
    'While it turns its page tables over, Xen runs at an address equal to its physical one, and keeps the lowest part of its address space free for that: 2 TiB in 4.18, 10 TiB since 4.19. An image beyond panics before the console is up; 4.18 and 4.19 notice even before they look at the device tree. Earlier releases map themselves in another way and have no such limit.',
  fix: 'Load Xen at a lower address.',
  consequence: 'panic',
  early: true,
  says: [],
  ends: [
    { since: '4.18', until: '4.19', text: () => 'Cannot handle ID mapping above 2TB' },
    { since: '4.19', text: () => 'Cannot handle ID mapping above 10TB' },
  ],
  source: [
    { since: '4.18', until: '4.19', at: 'arch/arm/arm64/mm.c:prepare_boot_identity_mapping' },
    { since: '4.19', at: 'arch/arm/arm64/mmu/mm.c:prepare_boot_identity_mapping' },
  ],
};

const FAR = 0xa0000000000;
export const example: Example = {
  xen: FAR + 2 * MIB,
  triggers: () => machine(domU(), { memory: memoryNode(0x40000000, 2048 * MIB, FAR, 2048 * MIB) }),
  harmless: good,
};
