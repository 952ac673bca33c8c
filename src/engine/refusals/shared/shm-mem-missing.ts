// shm-mem-missing: shared memory without a range.
import { goodShared, rawShared } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { PROCESS_SHM_NODE } from '../sources.ts';

export const sharedMemMissing: Refusal<unknown> = {
  id: 'shm-mem-missing',
  title: 'shared memory without a range',
  explain: 'xen,shared-mem says where the region is and how large.',
  fix: 'Add xen,shared-mem.',
  consequence: 'panic',
  early: true,
  says: [],
  ends: [],
  source: PROCESS_SHM_NODE,
};

export const example: Example = { triggers: () => rawShared('xen,shm-id = "ipc";'), harmless: goodShared };
