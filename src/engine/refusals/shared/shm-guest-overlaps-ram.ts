// shm-guest-overlaps-ram: shared memory replaces the guest’s own RAM.
import { goodShared, MIB, oneShared } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { PROCESS_SHM } from '../sources.ts';

export const sharedOverRam: Refusal<unknown> = {
  id: 'shm-guest-overlaps-ram',
  title: 'shared memory replaces the guest’s own RAM',
  brief: 'Shared memory replaces part of the guest’s own RAM.',
  explain:
    'Nothing compares guest addresses with each other. Xen maps the region over the RAM that was mapped there before, without a word, and the guest’s device tree lists both. If Xen loads the kernel, the device tree or the ramdisk there, they are in the region of an owner, where other domains can overwrite them before the guest starts; into the region of a borrower Xen cannot load (place-initrd-copy).',
  fix: 'Choose a guest address outside the guest’s RAM banks.',
  consequence: 'misbehaves',
  early: false,
  says: [],
  ends: [],
  source: PROCESS_SHM,
};

export const example: Example = {
  triggers: () => oneShared('ipc', 0x90000000, 0x42000000, MIB),
  harmless: goodShared,
};
