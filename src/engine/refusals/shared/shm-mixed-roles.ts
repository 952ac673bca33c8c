// shm-mixed-roles: shared memory with an owner and a node without role.
import { type Acquiring, acquiringLines } from '../acquire.ts';
import { goodShared, MIB, shm, twoShared } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { PROCESS_SHM } from '../sources.ts';

export const sharedMixedRoles: Refusal<Acquiring> = {
  id: 'shm-mixed-roles',
  title: 'shared memory with an owner and a node without role',
  brief: 'A region has an owner, and another domain names it without a role.',
  explain:
    'A node without role makes Xen itself the owner of the region (d[IO]). Where a domain already is, the pages are taken and the second domain fails with -EINVAL. From 4.19 a line says that the region has an owner, when the owner came first.',
  fix: 'Give every node of the region a role, or none.',
  consequence: 'panic',
  early: false,
  says: [
    {
      since: '4.19',
      lines: (params) => [
        `shm memory node has already been allocated to a specific owner ${params.owner}, Please check your configuration`,
        ...acquiringLines(params),
      ],
    },
    { lines: acquiringLines },
  ],
  ends: [],
  source: PROCESS_SHM,
};

export const example: Example = {
  triggers: () =>
    twoShared(shm('ipc', 0x90000000, 0x10000000, MIB, 'owner'), shm('ipc', 0x90000000, 0x10000000, MIB)),
  harmless: goodShared,
};
