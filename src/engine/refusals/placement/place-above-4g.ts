// place-above-4g: a 32-bit guest is loaded where it cannot be started.
import { domU, kernel, machine, memoryNode, MIB } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const placeAbove4G: Refusal<unknown> = {
  id: 'place-above-4g',
  title: 'a 32-bit guest is loaded above 4 GiB',
  brief: 'A 32-bit guest is to start, or find its device tree, above 4 GiB.',
  explain:
    'Xen loads kernel and device tree into the first bank, wherever that is: under direct-map it may lie above 4 GiB. A 32-bit guest starts with its MMU off and 32 bits in its registers. Xen cuts both addresses short without a word, and the guest starts where there is nothing of it, or looks for its tree there.',
  fix: 'List a bank below 4 GiB first; others may lie above it.',
  consequence: 'misbehaves',
  early: false,
  says: [],
  ends: [],
  source: [{ at: 'arch/arm/domain_build.c:construct_domain' }],
};

const LOW = 0x60000000;
const HIGH = 0x140000000;
const host = {
  memory: memoryNode(0x40000000, 2048 * MIB, HIGH, 1024 * MIB),
  gic: 2,
  cpu: 'arm,cortex-a15',
} as const;
const direct = (...banks: readonly number[]): string =>
  machine(domU({ banks, kernel: kernel(0x44000000), more: 'direct-map;' }), host);
export const example: Example = {
  arch: 'arm32',
  triggers: () => direct(HIGH, 128 * MIB, LOW, 128 * MIB),
  harmless: () => direct(LOW, 128 * MIB, HIGH, 128 * MIB),
};
