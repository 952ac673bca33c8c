// mpu-msa: what a domain on an MPU must be, and may say.
import { domU, machine, MIB, staticHeap } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

/** Not static, or not 1:1. */
export const msaNotDirect: Refusal<{ readonly path: string }> = {
  id: 'mpu-msa',
  title: 'a domain on an MPU that is not static and 1:1',
  brief: 'A domain on an MPU has no static memory, or is not direct-mapped.',
  explain:
    'An MPU translates nothing: a guest that uses it finds its memory where the host has it. From 4.22 every domain on such a Xen must have xen,static-mem and direct-map, unless v8r_el1_msa = "mmu" says that the guest uses an MMU at EL1, which 64-bit CPUs may have and 32-bit ones do not. Any other value is refused.',
  fix: 'Give the domain xen,static-mem and direct-map; or v8r_el1_msa = "mmu" where the CPU has one at EL1.',
  consequence: 'panic',
  early: false,
  says: [{ lines: ({ path }) => [`v8r_el1_msa=mpu requires static-mem and direct-map for domain ${path}`] }],
  ends: [{ text: () => 'Error getting v8r_el1_msa configuration' }],
  source: [{ since: '4.22', at: 'arch/arm/dom0less-build.c:domu_dt_v8r_el1_msa_parse' }],
};

/** An MMU at EL1 that the CPU has not. */
export const msaNoMmu: Refusal<{ readonly path: string }> = {
  ...msaNotDirect,
  says: [{ lines: ({ path }) => [`v8r_el1_msa=mmu unsupported by platform for domain ${path}`] }],
};

export const msaUnknown: Refusal<{ readonly path: string; readonly value: string }> = {
  ...msaNotDirect,
  says: [{ lines: ({ path, value }) => [`v8r_el1_msa value '${value}' not valid for domain ${path}`] }],
};

const HEAP = staticHeap(0x50000000, 128 * MIB);
export const example: Example = {
  on: ['MPU'],
  triggers: () => machine(HEAP + domU()),
  harmless: () => machine(HEAP + domU({ more: 'direct-map;' })),
};
