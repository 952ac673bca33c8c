// shm-guest-overlaps-mmio: shared memory where Xen puts something else into the guest.
import { domU, machine, shm } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { PROCESS_SHM } from '../sources.ts';

export const sharedOverDevice: Refusal<unknown> = {
  id: 'shm-guest-overlaps-mmio',
  title: 'shared memory where Xen puts something else into the guest',
  brief: 'Shared memory is at a guest address where Xen emulates a device or has its own pages.',
  explain:
    'Nothing compares the guest address of a region with the emulated interrupt controller and UART, with the grant table window or with Xenstore’s page. Of an emulated device the region wins up to 4.20 and from 4.22, and hides it; on 4.21 emulation comes first, and an access of a width the device does not allow faults in the guest. Frames of the grant table and Xenstore’s page are mapped after the region and replace it.',
  fix: 'Choose another guest address.',
  consequence: 'misbehaves',
  early: false,
  says: [],
  ends: [],
  source: PROCESS_SHM,
};

const withRegionAt = (guest: number): string =>
  machine(domU({ more: `vpl011; ${shm('ipc', 0x90000000, guest, 0x1000, 'owner')}` }));

export const example: Example = {
  triggers: () => withRegionAt(0x22000000),
  harmless: () => withRegionAt(0x10000000),
};
