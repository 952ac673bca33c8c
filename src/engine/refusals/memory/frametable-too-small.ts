// frametable-too-small: RAM spans too wide a range.
import type { Range } from '../../../model/range.ts';
import { prefixedPaddr } from '../../boot/format.ts';
import { domU, good, machine, memoryNode, MIB } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { FRAMETABLE, citedFrom } from '../sources.ts';

export const frametableTooSmall: Refusal<Range> = {
  id: 'frametable-too-small',
  title: 'RAM spans too wide a range',
  brief: 'RAM spans a wider range than Xen’s table of pages can cover.',
  explain:
    'The table has 32 GiB of Xen’s address space, enough for 2.28 TiB from the first to the last page of RAM; address bits that no bank uses are left out of the count. Releases from 4.18 check this. 4.17 does not and finds no block large enough for the table.',
  fix: 'Leave the far bank out of the device tree.',
  consequence: 'panic',
  early: true,
  says: [],
  ends: [
    {
      since: '4.18',
      until: '4.22',
      text: ({ start, size }) =>
        `The frametable cannot cover the physical region ${prefixedPaddr(start)} - ${prefixedPaddr(start + size)}`,
    },
    { since: '4.22', text: () => 'Frametable too small' },
  ],
  source: citedFrom('4.18', FRAMETABLE),
};

export const example: Example = {
  triggers: () => machine(domU(), { memory: memoryNode(0x40000000, 2048 * MIB, 0x3fffffff000, 0x1000) }),
  harmless: good,
};
