// How Xen ends when it cannot copy something into a guest.
import type { Citation, Ending } from './refusal.ts';

/** What Xen loads into a guest, in its own words. */
export type LoadedPart = 'kernel' | 'initrd' | 'DTB';

export interface CopyOf {
  readonly part: LoadedPart;
  readonly tag: string;
  /** Bytes not copied. */
  readonly left: bigint;
}

const said = ({ part, tag, left }: CopyOf, whose: string): string =>
  part === 'DTB'
    ? `Unable to copy the DTB to ${tag} memory (left = ${left} bytes)`
    : `Unable to copy the ${part} in the ${whose} memory`;

export const COPY_FAILED: readonly Ending<CopyOf>[] = [
  { until: '4.21', text: (copy) => said(copy, 'hwdom') },
  { text: (copy) => said(copy, copy.tag) },
];

export const COPYING: readonly Citation[] = [
  { at: 'arch/arm/kernel.c:kernel_zimage_load' },
  { until: '4.21', at: 'arch/arm/domain_build.c:initrd_load' },
  { since: '4.21', at: 'common/device-tree/domain-build.c:initrd_load' },
  { until: '4.21', at: 'arch/arm/domain_build.c:dtb_load' },
  { since: '4.21', at: 'common/device-tree/domain-build.c:dtb_load' },
];
