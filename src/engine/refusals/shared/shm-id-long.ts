// shm-id-long: a shared memory id of 16 characters or more.
import { MIB, oneShared } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { PROCESS_SHM_NODE } from '../sources.ts';

export const sharedIdLong: Refusal<{ readonly shmId: string }> = {
  id: 'shm-id-long',
  title: 'a shared memory id of 16 characters or more',
  brief: 'The id of a shared region has 16 characters or more.',
  explain:
    'Xen prints a limit of 16, but that counts the terminating zero byte: 15 characters fit. From 4.19 the early parser refuses and Xen panics before the console is up. 4.17 and 4.18 let it pass and hit a BUG when a domain maps the region.',
  fix: 'Use at most 15 characters.',
  consequence: 'panic',
  early: true,
  says: [{ lines: ({ shmId }) => [`fdt: invalid xen,shm-id ${shmId}, it must be limited to 16 characters`] }],
  ends: [],
  source: PROCESS_SHM_NODE,
};

export const example: Example = {
  triggers: () => oneShared('0123456789abcdef', 0x90000000, 0x10000000, MIB),
  harmless: () => oneShared('0123456789abcde', 0x90000000, 0x10000000, MIB),
};
