// mpu-dom0: dom0 on an MPU.
import { dom0, domU, machine, MIB, staticHeap } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const mpuDom0: Refusal<unknown> = {
  id: 'mpu-dom0',
  title: 'dom0 on an MPU',
  brief: 'Xen cannot create dom0 on an MPU.',
  explain:
    'From 4.22 every domain is created with a word on what it uses at EL1, MPU or MMU. dom0 is created without one, which a Xen for an MPU refuses. It tries dom0 also where the tree has no kernel for any domain.',
  fix: 'Leave dom0 out, and give a domain of /chosen its kernel.',
  consequence: 'panic',
  early: false,
  says: [{ build: 'debug', lines: () => ['Unsupported v8r_el1_msa value'] }],
  ends: [{ text: () => 'Error creating domain 0 (rc = -22)' }],
  source: [{ since: '4.22', at: 'arch/arm/domain.c:v8r_el1_msa_domain_sanitise_config' }],
};

const HEAP = staticHeap(0x50000000, 128 * MIB);
export const example: Example = {
  on: ['MPU'],
  triggers: () => machine(HEAP + dom0 + domU({ more: 'direct-map;' })),
  harmless: () => machine(HEAP + domU({ more: 'direct-map;' })),
};
