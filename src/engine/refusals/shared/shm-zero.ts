// shm-zero: shared memory of no size.
import { goodShared, oneShared } from '../example-text.ts';
import type { Example } from '../example.ts';
import { DATA_ABORT } from '../lines.ts';
import { noPages } from '../page-alloc.ts';
import type { Refusal } from '../refusal.ts';
import { PROCESS_SHM, PROCESS_SHM_NODE } from '../sources.ts';

export const sharedZero: Refusal<{ readonly shmId: string; readonly hasHost: boolean }> = {
  id: 'shm-zero',
  title: 'shared memory of no size',
  brief: 'A shared region has no size.',
  explain:
    'A region must have at least one page. From 4.19 the early parser refuses and Xen panics before the console is up; with a host address the message is that of a range that wraps, because that test comes first. Up to 4.18 the parser only stops at the node: the boot goes on, and the domain finds no record of the region. A debug build of those releases asserts there; where Xen’s table of pages has no entry for the address, it aborts on the way.',
  fix: 'Give the region a size.',
  consequence: 'panic',
  early: true,
  says: [
    { until: '4.19', lines: () => ['fdt: the size for static shared memory region can not be zero'] },
    {
      lines: ({ shmId, hasHost }) => [
        hasHost
          ? `fdt: static shared memory region ${shmId} overflow`
          : 'fdt: the size for static shared memory region can not be zero',
      ],
    },
  ],
  ends: [],
  source: PROCESS_SHM_NODE,
};

export const sharedZeroAssert: Refusal<{ readonly place: string }> = {
  ...sharedZero,
  consequence: 'assertion',
  early: false,
  says: [],
  ends: [noPages],
  source: PROCESS_SHM,
};

/** What comes of it where the region lies outside the table of pages. */
export const sharedNoneOutside: Refusal<unknown> = {
  ...sharedZero,
  consequence: 'abort',
  early: false,
  says: [],
  ends: [{ text: () => DATA_ABORT }],
  source: PROCESS_SHM,
};

export const sharedNotRecorded: Refusal<unknown> = {
  ...sharedZero,
  early: false,
  says: [],
  source: PROCESS_SHM,
};

export const example: Example = {
  triggers: () => oneShared('ipc', 0x90000000, 0x10000000, 0),
  harmless: goodShared,
};
