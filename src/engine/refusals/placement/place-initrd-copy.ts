// place-initrd-copy: what a guest needs to start cannot be copied into its RAM.
import { COPY_FAILED, COPYING, type CopyOf } from '../copy.ts';
import { domU, machine, MIB, shm } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const sharedOverModule: Refusal<CopyOf> = {
  id: 'place-initrd-copy',
  title: 'shared memory where a module has to be loaded',
  brief: 'Xen cannot copy the kernel, ramdisk or device tree: shared memory took the place of the RAM there.',
  explain:
    'Shared memory is mapped before the modules are placed, over whatever RAM is at its guest address, and placing them does not look at it. Xen then copies page by page, into pages that are the guest’s own RAM only. Those of a region that another domain owns, or that has no owner, are not, so the copy ends there. A region that the domain owns itself can be written, and takes the module in.',
  fix: 'Choose a guest address outside the guest’s RAM banks.',
  consequence: 'panic',
  early: false,
  says: [],
  ends: COPY_FAILED,
  source: COPYING,
};

const withRegionAt = (guest: number): string =>
  machine(domU({ more: shm('ipc', 0x90000000, guest, 2 * MIB) }));

export const example: Example = {
  triggers: () => withRegionAt(0x47e00000),
  harmless: () => withRegionAt(0x10000000),
};
