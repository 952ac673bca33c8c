// resv-cells-default: /reserved-memory without cells of its own.
import { domU, machine, MIB, reserve } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const reservedCells: Refusal<unknown> = {
  id: 'resv-cells-default',
  title: '/reserved-memory without cells of its own',
  explain:
    'Xen walks /reserved-memory on its own and starts from #address-cells 2 and #size-cells 1, not from the root’s. Regions written with the root’s cells are read wrongly and may not be reserved at all.',
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
