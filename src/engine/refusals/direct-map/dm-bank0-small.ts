// dm-bank0-small: a direct-mapped domain lists a bank first that cannot hold what it starts with.
import { domU, machine, MIB } from '../example-text.ts';
import type { Example } from '../example.ts';
import { placeNone } from '../placement/place-none.ts';
import { placeTooSmall } from '../placement/place-too-small.ts';
import type { Refusal } from '../refusal.ts';

const rule = {
  id: 'dm-bank0-small',
  title: 'the bank listed first is too small, another is not',
  brief: 'A direct-mapped domain lists a bank first that cannot hold kernel, device tree and ramdisk.',
  explain:
    'Under direct-map every range of xen,static-mem is a bank of the guest, in the order of the property: Xen neither sorts nor joins them. Kernel, device tree and ramdisk all go into the bank that is listed first, however large the others are and wherever they lie. Putting another first moves nothing in the guest: its addresses are the host’s.',
  fix: 'List the bank first that is to hold kernel, device tree and ramdisk.',
} as const;

export const directFirstTooSmall: Refusal<unknown> = { ...placeTooSmall, ...rule };
export const directFirstNoPlace: Refusal<unknown> = { ...placeNone, ...rule };

const SMALL = [0x60000000, 2 * MIB] as const;
const LARGE = [0x50000000, 128 * MIB] as const;
const direct = (...banks: readonly number[]): string => machine(domU({ banks, more: 'direct-map;' }));

export const example: Example = {
  triggers: () => direct(...SMALL, ...LARGE),
  harmless: () => direct(...LARGE, ...SMALL),
};
