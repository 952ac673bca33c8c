// static-cells-gt2: numbers of more than two cells.
import type { Cells } from '../../../model/cells.ts';
import { domU, good, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const cellsTooWide: Refusal<Cells> = {
  id: 'static-cells-gt2',
  title: 'numbers of more than two cells',
  explain:
    'Xen holds addresses in 64 bits. Up to 4.20 the upper cells were lost silently; since 4.21 a debug build stops and a release build takes the first cell as the whole value.',
  fix: 'Use #address-cells and #size-cells of 1 or 2.',
  consequence: 'assertion',
  early: true,
  says: [
    {
      since: '4.21',
      lines: ({ address, size }) => [`dt_read_number(,${address > 2 ? address : size}) bad size`],
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
