// static-trailing-cells: a property that is no whole number of ranges.
import { domU, good, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { GET_MEMINFO } from '../sources.ts';

export const trailingCells: Refusal<unknown> = {
  id: 'static-trailing-cells',
  title: 'a property that is no whole number of ranges',
  brief: 'A property holds more than a whole number of ranges; Xen ignores the rest.',
  explain:
    'Xen divides the length of the property by the cells in force and drops the remainder without a word. Most often the remainder means that the property was written for other cells than Xen reads it with, and then the ranges it did read are not the ones meant.',
  fix: 'Write the property with the #address-cells and #size-cells of its parent.',
  consequence: 'dropped',
  early: true,
  says: [],
  ends: [],
  source: GET_MEMINFO,
};

export const example: Example = {
  triggers: () =>
    machine(domU({ banks: null, kib: 131072, more: 'xen,static-mem = <0 0x60000000 0 0x8000000 0>;' })),
  harmless: good,
};
