// resv-cells-default: /reserved-memory without cells of its own.
import { domU, machine, MIB, reserve } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const reservedCells: Refusal<unknown> = {
  id: 'resv-cells-default',
  title: '/reserved-memory without cells of its own',
  brief: '/reserved-memory does not state its cells, so Xen reads its regions with other widths.',
  explain:
    'Xen walks /reserved-memory on its own and starts from #address-cells 2 and #size-cells 1, not from the root’s. Regions written with the root’s 2 and 2 are then read in the wrong places: the size is the upper half of an address or zero, and the firmware’s memory may not be reserved at all. Every release does this.',
  fix: 'Give /reserved-memory its own #address-cells and #size-cells.',
  consequence: 'misbehaves',
  early: true,
  says: [],
  ends: [],
  source: [
    { until: '4.20', at: 'arch/arm/bootfdt.c:device_tree_for_each_node' },
    { since: '4.20', at: 'common/device-tree/bootfdt.c:device_tree_for_each_node' },
  ],
};

export const example: Example = {
  triggers: () =>
    machine(domU(), { reserved: reserve(0x90000000, MIB) }).replace(
      'reserved-memory { #address-cells = <2>; #size-cells = <2>;',
      'reserved-memory {',
    ),
  harmless: () => machine(domU(), { reserved: reserve(0x90000000, MIB) }),
};
