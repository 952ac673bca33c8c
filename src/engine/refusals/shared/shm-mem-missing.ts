// shm-mem-missing: shared memory without a range.
import { goodShared, rawShared } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { PROCESS_SHM, PROCESS_SHM_NODE } from '../sources.ts';

export const sharedMemMissing: Refusal<unknown> = {
  id: 'shm-mem-missing',
  title: 'shared memory without a range',
  brief: 'A shared memory node has no xen,shared-mem.',
  explain:
    'The property says where the region is and how large. Without it the parser returns -ENOENT. From 4.19 that panics before the console is up; before, Xen stops reading the tree there and hits a BUG when it builds the domain.',
  fix: 'Add xen,shared-mem.',
  consequence: 'panic',
  early: true,
  says: [],
  ends: [],
  source: PROCESS_SHM_NODE,
};

/** Where the early parser does not panic, the domain is built. */
export const sharedMemMissingLate: Refusal<unknown> = {
  ...sharedMemMissing,
  consequence: 'bug',
  early: false,
  ends: [
    { until: '4.18', text: () => 'Xen BUG at arch/arm/domain_build.c:948' },
    { until: '4.19', text: () => 'Xen BUG at arch/arm/domain_build.c:971' },
  ],
  source: PROCESS_SHM,
};

export const example: Example = { triggers: () => rawShared('xen,shm-id = "ipc";'), harmless: goodShared };
