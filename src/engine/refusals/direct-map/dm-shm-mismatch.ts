// dm-shm-mismatch: shared memory of a direct-mapped domain is not mapped one to one.
import { paddr } from '../../boot/format.ts';
import { domU, machine, MIB, shm } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { PROCESS_SHM } from '../sources.ts';

export const sharedDirectMismatch: Refusal<{
  readonly tag: string;
  readonly host: bigint;
  readonly guest: bigint;
}> = {
  id: 'dm-shm-mismatch',
  title: 'shared memory of a direct-mapped domain is not mapped one to one',
  brief: 'A direct-mapped domain sees shared memory at another address than the host’s.',
  explain:
    'From 4.19 the host and guest address of shared memory must be equal in a direct-mapped domain, dom0 included. Up to 4.18 they may differ. The other domains that share the region are free to map it elsewhere.',
  fix: 'Use the host address as guest address.',
  consequence: 'panic',
  early: false,
  says: [
    {
      since: '4.19',
      lines: ({ tag, host, guest }) => [
        `${tag}: physical address 0x${paddr(host)} and guest address 0x${paddr(guest)} are not direct-mapped.`,
      ],
    },
  ],
  ends: [],
  source: PROCESS_SHM,
};

export const example: Example = {
  triggers: () => machine(domU({ more: `direct-map; ${shm('ipc', 0x90000000, 0x10000000, MIB)}` })),
  harmless: () => machine(domU({ more: `direct-map; ${shm('ipc', 0x90000000, 0x90000000, MIB)}` })),
};
