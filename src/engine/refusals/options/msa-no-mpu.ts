// msa-no-mpu: v8r_el1_msa without an MPU.
import { domU, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const msaWithoutMpu: Refusal<{ readonly path: string }> = {
  id: 'msa-no-mpu',
  title: 'v8r_el1_msa without an MPU',
  brief: 'A domain has v8r_el1_msa, but Xen is not built for an MPU.',
  explain:
    'From 4.22 v8r_el1_msa says whether a guest on an Armv8-R CPU uses the MPU or the MMU. A Xen for CPUs with an MMU refuses the property, whatever its value. Earlier releases do not read it.',
  fix: 'Remove v8r_el1_msa.',
  consequence: 'panic',
  early: false,
  says: [{ lines: ({ path }) => [`v8r_el1_msa not supported on this build for domain ${path}`] }],
  ends: [{ text: () => 'Error getting v8r_el1_msa configuration' }],
  source: [{ since: '4.22', at: 'arch/arm/dom0less-build.c:domu_dt_v8r_el1_msa_parse' }],
};

export const example: Example = {
  triggers: () => machine(domU({ more: 'v8r_el1_msa = "mmu";' })),
  harmless: () => machine(domU()),
};
