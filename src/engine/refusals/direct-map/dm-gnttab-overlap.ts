// dm-gnttab-overlap: the grant table window lies over the guest’s RAM.
import { domU, machine, memoryNode, MIB } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { citedFrom, inDom0lessBuild } from '../sources.ts';

export const grantOverRam: Refusal<unknown> = {
  id: 'dm-gnttab-overlap',
  title: 'the grant table window lies over the guest’s RAM',
  brief: 'The grant table window Xen names to the guest lies over the guest’s own RAM.',
  explain:
    'The window in the guest’s /hypervisor node is always 16 MiB at 0x38000000. A guest with its own layout has nothing there. A direct-mapped guest may have RAM there, and a guest kernel that maps its grant table into the window then loses that RAM.',
  fix: 'Keep the domain’s RAM out of 0x38000000–0x39000000, or drop xen,enhanced.',
  consequence: 'misbehaves',
  early: false,
  says: [],
  ends: [],
  source: citedFrom('4.17', inDom0lessBuild('prepare_dtb_domU')),
};

export const example: Example = {
  triggers: () =>
    machine(domU({ banks: [0x38000000, 128 * MIB], more: 'direct-map; xen,enhanced = "no-xenstore";' }), {
      memory: memoryNode(0x30000000, 2048 * MIB),
    }),
  harmless: () => machine(domU({ more: 'direct-map; xen,enhanced = "no-xenstore";' })),
};
