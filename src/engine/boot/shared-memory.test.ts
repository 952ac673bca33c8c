import { expect, test } from 'vitest';
import { bootExample } from '../../testing/example.ts';
import { domU, kernel, machine, shm } from '../refusals/example-text.ts';

// The layouts …-region-of-no-size-… of e2e/xen/layouts: so did real Xen 4.17, both builds.
test.each([
  ['below RAM', 0x39000000, null, 'debug', 'CPU0: Unexpected Trap: Data Abort'],
  ['right behind RAM', 0xc0000000, null, 'debug', 'CPU0: Unexpected Trap: Data Abort'],
  ['below RAM', 0x39000000, 'owner', 'debug', /^Assertion 'nr_mfns' failed/],
  ['below RAM', 0x39000000, null, 'release', 'CPU0: Unexpected Trap: Data Abort'],
  ['below RAM', 0x39000000, 'owner', 'release', 'CPU0: Unexpected Trap: Data Abort'],
  ['within RAM', 0x90000000, null, 'debug', /^Assertion 'nr_mfns' failed/],
] as const)('a shared region of no size %s (%s), role %s, %s build', (_, at, role, build, message) => {
  // Behind the kernel: reading the tree stops at the region.
  const text = machine(domU({ kernel: kernel(0x44000000) + shm('ipc', at, 0x10000000, 0, role) }));
  const { panic } = bootExample({ release: '4.17', build, triggers: () => text, harmless: () => text }, text);
  expect(panic?.rule).toBe('shm-zero');
  expect(panic?.message).toMatch(message);
});
