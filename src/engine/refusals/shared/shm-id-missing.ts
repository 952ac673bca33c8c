// shm-id-missing: shared memory without an id.
import { goodShared, MIB, rawShared, sharedMem } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { PROCESS_SHM, PROCESS_SHM_NODE } from '../sources.ts';

export const sharedIdMissing: Refusal<unknown> = {
  id: 'shm-id-missing',
  title: 'shared memory without an id',
  brief: 'A shared memory node has no xen,shm-id.',
  explain:
    'The id names the region to the guests and ties together the nodes that stand for the same memory. Without it the parser returns -ENOENT. From 4.19 that panics before the console is up; before, Xen stops reading the tree, and the domain fails when it comes to the node.',
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
