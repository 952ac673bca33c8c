// shm-same-id: one id for two regions.
import { MIB, shm, twoShared } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { PROCESS_SHM_NODE } from '../sources.ts';

export const sharedSameId: Refusal<{ readonly shmId: string }> = {
  id: 'shm-same-id',
  title: 'one id for two regions',
  brief: 'One id stands for two different regions.',
  explain:
    'All nodes with one xen,shm-id must name the same range. From 4.19 the early parser refuses and Xen panics before the console is up; a node that leaves out the host address is compared by size alone. 4.17 and 4.18 print the line and stop reading the tree.',
  fix: 'Use another id, or the same range.',
  consequence: 'panic',
  early: true,
  says: [
    {
      lines: ({ shmId }) => [`fdt: different shared memory region could not share the same shm ID ${shmId}`],
    },
  ],
  ends: [],
  source: PROCESS_SHM_NODE,
};

export const example: Example = {
  triggers: () => twoShared(shm('ipc', 0x90000000, 0x10000000, MIB), shm('ipc', 0x91000000, 0x10000000, MIB)),
  harmless: () => twoShared(shm('ipc', 0x90000000, 0x10000000, MIB), shm('ipc', 0x90000000, 0x10000000, MIB)),
};
