// mpu-unimplemented: what Xen does not do yet on an MPU.
import { domU, machine, MIB, staticHeap } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

/** setup_mm, up to 4.21. */
export const mpuMemory: Refusal<unknown> = {
  id: 'mpu-unimplemented',
  title: 'Xen does not run domains on an MPU yet',
  brief: 'Xen reaches a function that is not written yet for an MPU.',
  explain:
    'Support for Armv8-R is being added to Xen step by step; what is missing is a BUG. 4.21 ends where it should set up memory. From 4.22 a 64-bit Xen gets as far as giving a domain its first memory, and a 32-bit one up to where it should set up the guests’ address translation. 4.20 offers the option but does not compile with it. A vendor’s Xen may have what is missing: no tree tells that.',
  fix: null,
  consequence: 'bug',
  early: true,
  says: [],
  ends: [{ text: () => 'Xen BUG at arch/arm/mpu/mm.c:383' }],
  source: [{ until: '4.22', since: '4.21', at: 'arch/arm/mpu/mm.c:setup_mm' }],
};

/** setup_virt_paging of a 32-bit Xen. */
export const mpuPaging: Refusal<unknown> = {
  ...mpuMemory,
  early: false,
  ends: [{ text: () => 'Xen BUG at arch/arm/arm32/mpu/p2m.c:9' }],
  source: [{ since: '4.22', at: 'arch/arm/arm32/mpu/p2m.c:setup_virt_paging' }],
};

/** A domain's first memory. */
export const mpuMapping: Refusal<unknown> = {
  ...mpuMemory,
  early: false,
  ends: [{ text: () => 'Xen BUG at arch/arm/mpu/p2m.c:15' }],
  source: [{ since: '4.22', at: 'arch/arm/mpu/p2m.c:p2m_set_entry' }],
};

const HEAP = staticHeap(0x50000000, 128 * MIB);
export const example: Example = {
  on: ['MPU'],
  triggers: () => machine(HEAP + domU({ more: 'direct-map;' })),
  harmless: () => machine(HEAP),
};
