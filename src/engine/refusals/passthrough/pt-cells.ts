// pt-cells: cells that xen,reg cannot be read with.
import { type Cells } from '../../../model/cells.ts';
import { asking, partialTree, partialTrees } from '../example-text.ts';
import type { Refusal } from '../refusal.ts';
import { inDom0lessBuild } from '../sources.ts';

export const cellsOutOfBounds: Refusal<Cells> = {
  id: 'pt-cells',
  title: 'cells that xen,reg cannot be read with',
  brief: 'The cells that xen,reg is read with are not 1 or 2.',
  explain:
    'xen,reg is read with the #address-cells and #size-cells that the parent node in the partial tree states itself, else with 2 and 1: nothing is inherited here. From 4.20 each must be 1 or 2; before, other numbers were used as they are, and usually nothing was mapped; both being 0, release builds hang.',
  fix: 'State #address-cells and #size-cells of 1 or 2 in the parent of the node with xen,reg.',
  consequence: 'panic',
  early: false,
  says: [
    {
      since: '4.20',
      lines: ({ address, size }) => [`Invalid address_cells ${address} or size_cells ${size}`],
    },
  ],
  ends: [],
  source: inDom0lessBuild('handle_passthrough_prop'),
};

export const example = partialTrees(() => partialTree(asking(), 3));
