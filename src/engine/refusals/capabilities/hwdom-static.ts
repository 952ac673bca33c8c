// hwdom-static: a hardware domain that its devices cannot reach.
import { domU, hardware, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const hardwareUnguarded: Refusal<unknown> = {
  id: 'hwdom-static',
  title: 'a hardware domain that its devices cannot reach',
  brief: 'A hardware domain is neither direct-mapped nor behind an IOMMU.',
  explain:
    'The devices of the host read and write host addresses. The domain that drives them must find its memory at the same addresses (direct-map), or an IOMMU must translate. direct-map needs xen,static-mem, which Xen reserves and then does not use: the hardware domain’s RAM comes from the heap, one to one.',
  fix: 'Add direct-map, and xen,static-mem for its sake.',
  consequence: 'panic',
  early: false,
  says: [],
  ends: [{ text: () => 'non-direct mapped hardware domain requires iommu' }],
  source: [{ since: '4.21', at: 'common/device-tree/dom0less-bindings.c:parse_dom0less_node' }],
};

export const example: Example = {
  triggers: () => machine(domU({ more: 'capabilities = <2>;' })),
  harmless: () => machine(hardware(1)),
};
