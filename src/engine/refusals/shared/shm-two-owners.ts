// shm-two-owners: shared memory with two owners.
import { type Acquiring, acquiringLines } from '../acquire.ts';
import { MIB, shm, twoShared } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { PROCESS_SHM } from '../sources.ts';

export const sharedTwoOwners: Refusal<Acquiring> = {
  id: 'shm-two-owners',
  title: 'shared memory with two owners',
  brief: 'Two domains claim to own the same shared region.',
  explain:
    'The owner takes the pages of the region when it is built. A second domain with role = "owner" finds them taken and fails with -EINVAL; the message speaks of acquiring static memory.',
  fix: 'Keep one owner; make the others borrowers.',
  consequence: 'panic',
  early: false,
  says: [{ lines: acquiringLines }],
  ends: [],
  source: PROCESS_SHM,
};

export const example: Example = {
  triggers: () =>
    twoShared(
      shm('ipc', 0x90000000, 0x10000000, MIB, 'owner'),
      shm('ipc', 0x90000000, 0x10000000, MIB, 'owner'),
    ),
  harmless: () =>
    twoShared(
      shm('ipc', 0x90000000, 0x10000000, MIB, 'owner'),
      shm('ipc', 0x90000000, 0x10000000, MIB, 'borrower'),
    ),
};
