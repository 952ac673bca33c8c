// shm-heap-nomem: the heap is too small for shared memory.
import { paddr } from '../../boot/format.ts';
import { MIB, oneShared } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { citedFrom, PROCESS_SHM } from '../sources.ts';

export const heapNoShared: Refusal<{ readonly size: bigint }> = {
  id: 'shm-heap-nomem',
  title: 'the heap is too small for shared memory',
  brief: 'Xen’s heap cannot hold shared memory that has no host address.',
  explain:
    'From 4.19 the host address of a shared region may be left out. The first domain that maps it then has Xen take the memory from its heap, in up to 32 chunks. When the heap does not have it, that domain fails with -EINVAL.',
  fix: 'Give the region a host address, or make the heap larger.',
  consequence: 'panic',
  early: false,
  says: [
    {
      since: '4.19',
      lines: ({ size }) => [
        `Failed to allocate (${paddr(size >> 10n)}KB) pages as static shared memory from heap`,
      ],
    },
  ],
  ends: [],
  source: citedFrom('4.19', PROCESS_SHM),
};

export const example: Example = {
  triggers: () => oneShared('ipc', null, 0x100000000, 4096 * MIB),
  harmless: () => oneShared('ipc', null, 0x100000000, 2 * MIB),
};
