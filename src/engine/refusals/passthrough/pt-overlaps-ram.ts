// pt-overlaps-ram: passed-through registers replace the guest’s memory.
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

/** What Xen loads into a guest, in its own words. */
export type LoadedPart = 'kernel' | 'initrd' | 'DTB';

interface Copy {
  readonly what: LoadedPart;
  readonly tag: string;
  /** Bytes not copied. */
  readonly left: bigint;
}

const treeLost = ({ tag, left }: Copy): string =>
  `Unable to copy the DTB to ${tag} memory (left = ${left} bytes)`;

/** The same where Xen has to load something. */
export const windowOverModule: Refusal<Copy> = {
  ...windowOverRam,
  consequence: 'panic',
  ends: [
    {
      until: '4.21',
      text: (copy) =>
        copy.what === 'DTB' ? treeLost(copy) : `Unable to copy the ${copy.what} in the hwdom memory`,
    },
    {
      text: (copy) =>
        copy.what === 'DTB' ? treeLost(copy) : `Unable to copy the ${copy.what} in the ${copy.tag} memory`,
    },
  ],
  source: [
    { at: 'arch/arm/kernel.c:kernel_zimage_load' },
    { until: '4.21', at: 'arch/arm/domain_build.c:dtb_load' },
    { since: '4.21', at: 'common/device-tree/domain-build.c:dtb_load' },
  ],
};

export const example = partialTrees(() => partialTree(asking({ reg: [DEVICE, 0x1000, 0x42000000] })));
