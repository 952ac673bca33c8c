// shm-cells: cells of zero for shared memory.
import { domU, goodShared, machine, MIB, shm } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { PROCESS_SHM_NODE } from '../sources.ts';

export const sharedCells: Refusal<unknown> = {
  id: 'shm-cells',
  title: 'cells of zero for shared memory',
  brief: 'A shared memory node is read with an address or a size of no cells.',
  explain:
    'The cells of xen,shared-mem are those of the node’s parent: the domain, or /chosen for dom0. Xen asks for at least one cell each. From 4.19 it panics before the console is up; before, it stops reading the tree.',
  fix: 'Set both to 1 or 2 in the parent node.',
  consequence: 'panic',
  early: true,
  says: [{ lines: () => ['fdt: invalid #address-cells or #size-cells for static shared memory node.'] }],
  ends: [],
  source: PROCESS_SHM_NODE,
};

export const example: Example = {
  triggers: () =>
    machine(shm('ipc', 0x90000000, 0x90000000, 2 * MIB) + domU({ banks: null, kib: 131072 }), {
      chosenCells: [2, 0],
    }),
  harmless: goodShared,
};
