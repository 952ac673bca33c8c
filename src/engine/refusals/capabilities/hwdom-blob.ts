// hwdom-blob: a partial device tree after the hardware domain.
import { BAD, domU, hardware, machine, MIB, partialTreeAt } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const hardwareBlob: Refusal<unknown> = {
  id: 'hwdom-blob',
  title: 'a partial device tree after the hardware domain',
  brief: 'A multiboot,device-tree module comes after the hardware domain in the tree.',
  explain:
    'The hardware domain has the host’s device tree and takes no partial one. Xen looks for such a module from the hardware domain’s node on to the end of the whole tree, so one of any later domain is refused, too.',
  fix: 'Put the hardware domain behind all domains that have a partial device tree.',
  consequence: 'panic',
  early: false,
  says: [],
  ends: [{ text: () => '"multiboot,device-tree" incompatible with hardware domain' }],
  source: [{ since: '4.21', at: 'common/device-tree/dom0less-bindings.c:parse_dom0less_node' }],
};

export const example: Example = {
  triggers: () =>
    machine(hardware(1) + domU({ name: 'domU2', banks: [0x70000000, 128 * MIB], more: partialTreeAt(BAD) })),
  harmless: () =>
    machine(domU({ name: 'domU2', banks: [0x70000000, 128 * MIB], more: partialTreeAt(BAD) }) + hardware(1)),
};
