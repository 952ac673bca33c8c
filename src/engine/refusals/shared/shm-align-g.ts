// shm-align-g: shared memory does not start on a guest page.
import { paddr } from '../../boot/format.ts';
import { goodShared, MIB, oneShared } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { PROCESS_SHM_NODE } from '../sources.ts';

export const sharedAlignGuest: Refusal<{ readonly address: bigint }> = {
  id: 'shm-align-g',
  title: 'shared memory does not start on a guest page',
  brief: 'Shared memory is to be mapped at a guest address that is not on a page boundary.',
  explain:
    'Shared regions are mapped by whole pages of 4 KiB, in the host and in the guest. From 4.19 the early parser refuses and Xen panics before the console is up; before, the domain that maps the region fails.',
  fix: 'Align the guest address to 4 KiB.',
  consequence: 'panic',
  early: true,
  says: [
    {
      since: '4.19',
      lines: ({ address }) => [`fdt: guest address 0x${paddr(address)} is not suitably aligned.`],
    },
  ],
  ends: [],
  source: PROCESS_SHM_NODE,
};

export const example: Example = {
  triggers: () => oneShared('ipc', 0x90000000, 0x10000800, MIB),
  harmless: goodShared,
};
