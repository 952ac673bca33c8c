// static-cells-gt2: numbers of no cell, or of more than two.
import type { Cells } from '../../../model/cells.ts';
import { domU, good, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const cellsTooWide: Refusal<Cells> = {
  id: 'static-cells-gt2',
  title: 'numbers of no cell, or of more than two',
  brief: 'Addresses or sizes are written with more than two cells, or with none, which Xen cannot read.',
  explain:
    'Xen keeps addresses in 64 bits. Up to 4.20 only the last two cells of a number count, so a leading zero does no harm. Since 4.21 it is an error: a debug build stops at an assertion before the console is up, and a release build takes the first cell alone as the whole value, which is usually 0.',
  fix: 'Use #address-cells and #size-cells of 1 or 2.',
  consequence: 'assertion',
  early: true,
  says: [
    {
      since: '4.21',
      lines: ({ address, size }) => [
        `dt_read_number(,${address === 1 || address === 2 ? size : address}) bad size`,
      ],
    },
  ],
  ends: [
    {
      since: '4.21',
      build: 'debug',
      text: () => "Assertion 'unreachable' failed at ./include/xen/bootfdt.h:39",
    },
  ],
  source: [{ since: '4.21', at: 'include/xen/bootfdt.h:dt_read_number' }],
};

export const example: Example = {
  build: 'debug',
  triggers: () =>
    machine(domU({ banks: null, kib: 131072, more: 'xen,static-mem = <0 0 0x60000000 0 0x8000000>;' }), {
      chosenCells: [3, 2],
    }),
  harmless: good,
};
