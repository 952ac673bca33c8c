// shm-id-missing: shared memory without an id.
import { goodShared, MIB, rawShared, sharedMem } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { PROCESS_SHM, PROCESS_SHM_NODE } from '../sources.ts';

export const sharedIdMissing: Refusal<unknown> = {
  id: 'shm-id-missing',
  title: 'shared memory without an id',
  explain: 'xen,shm-id names the region to the guests and ties its nodes together.',
  fix: 'Add xen,shm-id.',
  consequence: 'panic',
  early: true,
  says: [],
  ends: [],
  source: PROCESS_SHM_NODE,
};

export const sharedIdMissingLate: Refusal<{ readonly tag: string }> = {
  ...sharedIdMissing,
  early: false,
  says: [{ lines: ({ tag }) => [`${tag}: invalid "xen,shm-id" property`] }],
  source: PROCESS_SHM,
};

export const example: Example = {
  triggers: () => rawShared(sharedMem(0x90000000, 0x10000000, MIB)),
  harmless: goodShared,
};
