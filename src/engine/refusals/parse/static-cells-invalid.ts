// static-cells-invalid: #address-cells or #size-cells of zero.
import { domU, good, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { GET_MEMINFO } from '../sources.ts';

export const cellsInvalid: Refusal<{ readonly property: string }> = {
  id: 'static-cells-invalid',
  title: '#address-cells or #size-cells of zero',
  brief: 'A range is read with an address or a size of no cells.',
  explain:
    'The widths of an address and a size come from #address-cells and #size-cells of the parent node, or of the nearest ancestor that has them; at the root they default to 2 and 1. For xen,static-mem that is /chosen, for xen,static-heap the root. Xen asks for at least one cell each. From 4.19 it panics; before, it stops reading the tree. On 4.16 a domain has cells of its own for xen,static-mem, #xen,static-mem-address-cells and -size-cells, and is refused without them should Xen get as far as building it.',
  fix: 'Give the parent node #address-cells and #size-cells of 1 or 2.',
  consequence: 'panic',
  early: true,
  says: [
    { lines: ({ property }) => [`fdt: property \`${property}': invalid #address-cells or #size-cells`] },
  ],
  ends: [],
  source: GET_MEMINFO,
};

/** 4.16, of a domain whose kernel was found all the same: its own cells are not there. */
export const staticCellsUnread: Refusal<{ readonly tag: string; readonly property: string }> = {
  ...cellsInvalid,
  early: false,
  says: [{ lines: ({ tag, property }) => [`${tag}: failed to read "${property}".`] }],
  source: [{ until: '4.17', at: 'arch/arm/domain_build.c:allocate_static_memory' }],
};

export const example: Example = { triggers: () => machine(domU(), { chosenCells: [2, 0] }), harmless: good };
