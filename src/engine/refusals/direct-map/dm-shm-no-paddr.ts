// dm-shm-no-paddr: shared memory from the heap in a direct-mapped domain.
import { domU, machine, MIB, shm } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { PROCESS_SHM } from '../sources.ts';

export const sharedDirectNoHost: Refusal<{ readonly tag: string }> = {
  id: 'dm-shm-no-paddr',
  title: 'shared memory from the heap in a direct-mapped domain',
  brief: 'A direct-mapped domain shares memory whose host address Xen would have to choose.',
  explain:
    'From 4.19 the host address of a shared region may be left out; Xen then takes the memory from its heap. A direct-mapped domain must find the region at its host address, which nobody can know in advance, so Xen refuses.',
  fix: 'Give the region a host address.',
  consequence: 'panic',
  early: false,
  says: [
    {
      since: '4.19',
      lines: ({ tag }) => [
        `${tag}: host and guest physical address must be supplied for direct-mapped domains`,
      ],
    },
  ],
  ends: [],
  source: PROCESS_SHM,
};

export const example: Example = {
  triggers: () => machine(domU({ more: `direct-map; ${shm('ipc', null, 0x90000000, MIB)}` })),
  harmless: () => machine(domU({ more: `direct-map; ${shm('ipc', 0x90000000, 0x90000000, MIB)}` })),
};
