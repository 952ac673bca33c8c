// dm-gnttab-overlap: the grant table window lies over the guest’s RAM.
import { domU, machine, memoryNode, MIB } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const grantOverRam: Refusal<unknown> = {
  id: 'dm-gnttab-overlap',
  title: 'the grant table window lies over the guest’s RAM',
  explain:
    'The window Xen names in the guest’s /hypervisor node is always at 0x38000000, also for direct-mapped domains whose RAM is there.',
  fix: 'Keep the domain’s RAM out of 0x38000000–0x39000000, or drop xen,enhanced.',
  consequence: 'misbehaves',
  early: false,
  says: [],
  ends: [],
  source: [{ at: 'dom0less-build.c:prepare_dtb_domU' }],
};

export const example: Example = {
  triggers: () =>
    machine(domU({ banks: [0x38000000, 128 * MIB], more: 'direct-map; xen,enhanced = "no-xenstore";' }), {
      memory: memoryNode(0x30000000, 2048 * MIB),
    }),
  harmless: () => machine(domU({ more: 'direct-map; xen,enhanced = "no-xenstore";' })),
};
