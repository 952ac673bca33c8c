// shm-wrap: shared memory that ends before it starts.
import { goodShared, rawShared } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { PROCESS_SHM_NODE } from '../sources.ts';

export const sharedWrap: Refusal<{ readonly shmId: string; readonly hasHost: boolean }> = {
  id: 'shm-wrap',
  title: 'shared memory that ends before it starts',
  explain: 'Address plus size runs past what 64 bits can hold.',
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
