// shm-role: a role that is neither owner nor borrower.
import { goodShared, MIB, rawShared, sharedMem } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { PROCESS_SHM_NODE } from '../sources.ts';

export const sharedRole: Refusal<unknown> = {
  id: 'shm-role',
  title: 'a role that is neither owner nor borrower',
  brief: 'The role of a shared memory node is neither owner nor borrower.',
  explain:
    'role may be "owner", "borrower", or absent, in which case Xen itself owns the region and all domains borrow it. Any other value panics before the console is up from 4.19 on; before, Xen stops reading the tree there.',
  fix: 'Use owner or borrower, or remove the property.',
  consequence: 'panic',
  early: true,
  says: [{ lines: () => ['fdt: invalid `role` property for static shared memory node.'] }],
  ends: [],
  source: PROCESS_SHM_NODE,
};

export const example: Example = {
  triggers: () => rawShared(`xen,shm-id = "ipc"; role = "guest"; ${sharedMem(0x90000000, 0x10000000, MIB)}`),
  harmless: goodShared,
};
