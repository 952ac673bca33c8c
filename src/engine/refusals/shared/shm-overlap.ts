// shm-overlap: shared memory overlaps another range.
import { prefixedPaddr } from '../../boot/format.ts';
import { goodShared, MIB, oneShared } from '../example-text.ts';
import type { Example } from '../example.ts';
import { type Overlap, regionLine } from '../overlap.ts';
import type { Refusal } from '../refusal.ts';
import { PROCESS_SHM_NODE } from '../sources.ts';

export const sharedOverlap: Refusal<Overlap> = {
  id: 'shm-overlap',
  title: 'shared memory overlaps another range',
  brief: 'Shared memory overlaps memory that is already spoken for.',
  explain:
    'A shared region must be apart from static memory, the static heap, reserved memory, Xen, the blob and boot modules; /memreserve/ entries count from 4.19 on, and being inside one is no excuse here. From 4.19 the panic comes before the console is up; before, Xen prints the line and stops reading the tree.',
  fix: 'Move one of the two.',
  consequence: 'panic',
  early: true,
  says: [
    {
      until: '4.18',
      lines: ({ other }) => [
        `fdt: shared memory region overlap with an existing entry ${prefixedPaddr(other.start)} - ${prefixedPaddr(other.start + other.size)}`,
      ],
    },
    { lines: regionLine },
  ],
  ends: [],
  source: PROCESS_SHM_NODE,
};

export const example: Example = {
  triggers: () => oneShared('ipc', 0x60000000, 0x10000000, MIB),
  harmless: goodShared,
};
