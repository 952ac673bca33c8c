// resv-disabled: a reserved region whose node is disabled.
import { domU, machine, MIB, wide } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const reservedDisabled: Refusal<unknown> = {
  id: 'resv-disabled',
  title: 'a reserved region whose node is disabled',
  brief: 'Xen does not keep out of a reserved region whose node is disabled.',
  explain:
    'From 4.19 the parser passes over a node below /reserved-memory whose status is neither ok nor okay. What is RAM there goes to the heap or to whoever asks for it, as the Devicetree specification has it. Up to 4.18 status is not read and the region stays reserved, so a layout may need it in the older release and not in the newer one. Only the node itself counts: status of /reserved-memory, or of a node in between, is not looked at.',
  fix: 'Remove status, or set it to "okay", if the memory is in use; else there is nothing to do.',
  consequence: 'dropped',
  early: true,
  says: [],
  ends: [],
  source: [
    { since: '4.19', until: '4.20', at: 'arch/arm/bootfdt.c:device_tree_node_is_available' },
    { since: '4.20', until: '4.21', at: 'common/device-tree/bootfdt.c:device_tree_node_is_available' },
    { since: '4.21', at: 'common/device-tree/bootinfo-fdt.c:device_tree_node_is_available' },
  ],
};

const region = (status: string): string =>
  `buffer@90000000 { reg = ${wide(0x90000000, MIB)}; status = "${status}"; };`;

export const example: Example = {
  triggers: () => machine(domU(), { reserved: region('disabled') }),
  harmless: () => machine(domU(), { reserved: region('okay') }),
};
