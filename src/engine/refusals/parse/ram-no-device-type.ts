// ram-no-device-type: a memory node without device_type.
import { domU, good, machine, memoryNode, MIB, wide } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const ramNoDeviceType: Refusal<unknown> = {
  id: 'ram-no-device-type',
  title: 'a memory node without device_type',
  explain:
    'Since 4.20 Xen takes a node for RAM only when it is a child of the root, is named memory, and says device_type = "memory", as the Devicetree Specification asks.',
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
