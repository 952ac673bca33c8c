// pt-overlaps-ram: passed-through registers replace the guest’s memory.
import { COPY_FAILED, COPYING, type CopyOf } from '../copy.ts';
import { asking, DEVICE, partialTree, partialTrees } from '../example-text.ts';
import type { Refusal } from '../refusal.ts';
import { inDom0lessBuild } from '../sources.ts';

export const windowOverRam: Refusal<unknown> = {
  id: 'pt-overlaps-ram',
  title: 'passed-through registers replace the guest’s memory',
  brief: 'Device registers replace part of the guest’s memory.',
  explain:
    'Xen maps registers after RAM and shared memory, over what is there, without a word; the guest’s tree lists both. Where Xen then has to load the kernel, the ramdisk or the guest’s tree it cannot, and panics.',
  fix: 'Choose a guest address outside the guest’s memory.',
  consequence: 'misbehaves',
  early: false,
  says: [],
  ends: [],
  source: inDom0lessBuild('handle_passthrough_prop'),
};

/** The same where Xen has to load something. */
export const windowOverModule: Refusal<CopyOf> = {
  ...windowOverRam,
  consequence: 'panic',
  ends: COPY_FAILED,
  source: COPYING,
};

export const example = partialTrees(() => partialTree(asking({ reg: [DEVICE, 0x1000, 0x42000000] })));
