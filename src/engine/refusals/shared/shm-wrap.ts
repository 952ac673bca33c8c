// shm-wrap: shared memory that ends before it starts.
import { goodShared, rawShared } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { PROCESS_SHM_NODE } from '../sources.ts';

export const sharedWrap: Refusal<{ readonly shmId: string; readonly hasHost: boolean }> = {
  id: 'shm-wrap',
  title: 'shared memory that ends before it starts',
  brief: 'Shared memory ends at or before its start.',
  explain:
    'Address plus size runs past what 64 bits can hold. From 4.19 the early parser refuses and Xen panics before the console is up; before, Xen stops reading the tree there.',
  fix: 'Correct address or size.',
  consequence: 'panic',
  early: true,
  says: [{ lines: ({ shmId }) => [`fdt: static shared memory region ${shmId} overflow`] }],
  ends: [],
  source: PROCESS_SHM_NODE,
};

export const example: Example = {
  triggers: () =>
    rawShared('xen,shm-id = "ipc"; xen,shared-mem = <0xffffffff 0xfffff000 0 0x10000000 0 0x2000>;'),
  harmless: goodShared,
};
