// shm-other-id-same-range: two ids for one region.
import { MIB, shm, twoShared } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { PROCESS_SHM_NODE } from '../sources.ts';

export const sharedOtherId: Refusal<{ readonly shmId: string }> = {
  id: 'shm-other-id-same-range',
  title: 'two ids for one region',
  brief: 'One shared region goes by two ids.',
  explain:
    'All nodes of one range must carry the same xen,shm-id. From 4.19 the early parser refuses and Xen panics before the console is up. 4.17 and 4.18 print the line and stop reading the tree; what comes later in the document is never seen.',
  fix: 'Use the same id.',
  consequence: 'panic',
  early: true,
  says: [
    {
      until: '4.19',
      lines: ({ shmId }) => [
        `fdt: xen,shm-id ${shmId} does not match for all the nodes using the same region.`,
      ],
    },
    {
      lines: ({ shmId }) => [
        `fdt: xen,shm-id ${shmId} does not match for all the nodes using the same region`,
      ],
    },
  ],
  ends: [],
  source: PROCESS_SHM_NODE,
};

export const example: Example = {
  triggers: () => twoShared(shm('a', 0x90000000, 0x10000000, MIB), shm('b', 0x90000000, 0x10000000, MIB)),
  harmless: () => twoShared(shm('a', 0x90000000, 0x10000000, MIB), shm('a', 0x90000000, 0x10000000, MIB)),
};
