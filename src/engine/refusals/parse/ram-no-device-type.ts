// ram-no-device-type: a memory node without device_type.
import { domU, good, machine, memoryNode, MIB, wide } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const ramNoDeviceType: Refusal<unknown> = {
  id: 'ram-no-device-type',
  title: 'a memory node without device_type',
  brief: 'A memory node is not used as RAM because it does not say device_type = "memory".',
  explain:
    'Since 4.20 Xen takes a node for RAM only as the Devicetree Specification describes it (3.4): a child of the root, named memory, with device_type = "memory". A node without it is passed over without a word. A domain whose static memory lies there then has memory outside RAM. Up to 4.19 the name alone was enough.',
  fix: 'Add device_type = "memory" to the node.',
  consequence: 'dropped',
  early: true,
  says: [],
  ends: [],
  source: [
    { since: '4.20', until: '4.21', at: 'common/device-tree/bootfdt.c:device_tree_is_memory_node' },
    { since: '4.21', at: 'common/device-tree/bootinfo-fdt.c:device_tree_is_memory_node' },
  ],
};

export const example: Example = {
  triggers: () =>
    machine(domU(), {
      memory: `${memoryNode(0x40000000, 2048 * MIB)} memory@100000000 { reg = ${wide(0x100000000, MIB)}; };`,
    }),
  harmless: good,
};
