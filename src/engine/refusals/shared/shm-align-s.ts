// shm-align-s: shared memory is not a whole number of pages.
import { paddr } from '../../boot/format.ts';
import { goodShared, MIB, oneShared } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { PROCESS_SHM, PROCESS_SHM_NODE } from '../sources.ts';

export const sharedAlignSize: Refusal<{ readonly size: bigint }> = {
  id: 'shm-align-s',
  title: 'shared memory is not a whole number of pages',
  brief: 'Shared memory is not a whole number of pages.',
  explain:
    'Shared regions are mapped by whole pages of 4 KiB, in the host and in the guest. From 4.19 the early parser refuses and Xen panics before the console is up; 4.17 and 4.18 notice when a domain maps the region.',
  fix: 'Make the size a multiple of 4 KiB.',
  consequence: 'panic',
  early: true,
  says: [{ since: '4.19', lines: ({ size }) => [`fdt: size 0x${paddr(size)} is not suitably aligned`] }],
  ends: [],
  source: PROCESS_SHM_NODE,
};

export const sharedSizeLate: Refusal<{ readonly tag: string; readonly size: bigint }> = {
  ...sharedAlignSize,
  early: false,
  says: [
    { until: '4.19', lines: ({ tag, size }) => [`${tag}: size 0x${paddr(size)} is not suitably aligned`] },
  ],
  source: PROCESS_SHM,
};

export const example: Example = {
  triggers: () => oneShared('ipc', 0x90000000, 0x10000000, MIB + 0x800),
  harmless: goodShared,
};
