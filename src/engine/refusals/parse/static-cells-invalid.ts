// static-cells-invalid: #address-cells or #size-cells of zero.
import { domU, good, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { GET_MEMINFO } from '../sources.ts';

export const cellsInvalid: Refusal<{ readonly property: string }> = {
  id: 'static-cells-invalid',
  title: '#address-cells or #size-cells of zero',
  explain:
    'A range needs at least one cell for its address and one for its size; the parent node says otherwise.',
  fix: 'Give the parent node #address-cells and #size-cells of 1 or 2.',
  consequence: 'panic',
  early: true,
  says: [
    { lines: ({ property }) => [`fdt: property \`${property}': invalid #address-cells or #size-cells`] },
  ],
  ends: [],
  source: GET_MEMINFO,
};

export const example: Example = { triggers: () => machine(domU(), { chosenCells: [2, 0] }), harmless: good };
