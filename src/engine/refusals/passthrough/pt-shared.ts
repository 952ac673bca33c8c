// pt-shared: two domains have the same registers.
import { asking, BAD, FINE, pair, machine, partialTree, partialTreeAt } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { inDom0lessBuild } from '../sources.ts';

export const windowShared: Refusal<unknown> = {
  id: 'pt-shared',
  title: 'two domains have the same registers',
  brief: 'Another domain has the same device registers.',
  explain:
    'Xen notices only when two domains want the same interrupt or the same place behind an IOMMU. Registers alone it maps as often as it is asked, and dom0 has those of every device not marked xen,passthrough.',
  fix: 'Give the registers to one domain only, and mark the host’s node with xen,passthrough.',
  consequence: 'misbehaves',
  early: false,
  says: [],
  ends: [],
  source: inDom0lessBuild('handle_passthrough_prop'),
};

const registers = (start: number) => () => partialTree(asking({ path: null, reg: [start, 0x1000, start] }));

export const example: Example = {
  blobs: {
    [`0x${BAD.toString(16)}`]: registers(0xa000000),
    [`0x${FINE.toString(16)}`]: registers(0xa000000),
    '0x48800000': registers(0xa001000),
  },
  triggers: () => machine(pair(partialTreeAt(BAD), partialTreeAt(FINE))),
  harmless: () => machine(pair(partialTreeAt(BAD), partialTreeAt(0x48800000))),
};
