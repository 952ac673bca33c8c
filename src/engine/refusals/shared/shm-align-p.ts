// shm-align-p: shared memory does not start on a page.
import { paddr } from '../../boot/format.ts';
import { goodShared, MIB, oneShared } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { PROCESS_SHM, PROCESS_SHM_NODE } from '../sources.ts';

export const sharedAlignHost: Refusal<{ readonly address: bigint }> = {
  id: 'shm-align-p',
  title: 'shared memory does not start on a page',
  brief: 'Shared memory does not start on a page boundary.',
  explain:
    'Shared regions are mapped by whole pages of 4 KiB, in the host and in the guest. From 4.19 the early parser refuses and Xen panics before the console is up. 4.17 and 4.18 notice when a domain maps the region, with one message for host and guest address.',
  fix: 'Align the host address to 4 KiB.',
  consequence: 'panic',
  early: true,
  says: [
    {
      since: '4.19',
      lines: ({ address }) => [`fdt: physical address 0x${paddr(address)} is not suitably aligned.`],
    },
  ],
  ends: [],
  source: PROCESS_SHM_NODE,
};

export const sharedAlignLate: Refusal<{
  readonly tag: string;
  readonly host: bigint;
  readonly guest: bigint;
}> = {
  ...sharedAlignHost,
  early: false,
  says: [
    {
      until: '4.19',
      lines: ({ tag, host, guest }) => [
        `${tag}: physical address 0x${paddr(host)}, or guest address 0x${paddr(guest)} is not suitably aligned.`,
      ],
    },
  ],
  ends: [],
  source: PROCESS_SHM,
};

export const example: Example = {
  triggers: () => oneShared('ipc', 0x90000800, 0x10000000, MIB),
  harmless: goodShared,
};
