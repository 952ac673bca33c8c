// ram-addr-width: an address or size has more bits than Xen keeps.
import { domU, machine, memoryNode, MIB } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const addressWidth: Refusal<{ readonly start: boolean; readonly size: boolean }> = {
  id: 'ram-addr-width',
  title: 'an address has more bits than Xen keeps',
  brief: 'An address or a size of the device tree does not fit the 32 bits this Xen keeps.',
  explain:
    'A 32-bit Xen built with CONFIG_ARM_PA_BITS_32 keeps 32 bits of every address and size. It says so when the tree has more, and goes on with what is left of the number: the range then lies somewhere else.',
  fix: 'Build Xen with 40-bit physical addresses (CONFIG_ARM_PA_BITS_40), or keep the range below 4 GiB.',
  consequence: 'misbehaves',
  early: true,
  says: [
    {
      since: '4.18',
      lines: ({ start, size }) => [
        ...(start ? ['Physical address greater than max width supported'] : []),
        ...(size ? ['Physical size greater than max width supported'] : []),
      ],
    },
  ],
  ends: [],
  source: [
    { since: '4.18', until: '4.20', at: 'arch/arm/bootfdt.c:device_tree_get_reg' },
    { since: '4.20', at: 'common/device-tree/bootfdt.c:device_tree_get_reg' },
  ],
};

export const example: Example = {
  arch: 'arm32',
  on: ['ARM_PA_BITS_32'],
  triggers: () =>
    machine(domU(), { gic: 2, memory: memoryNode(0x40000000, 2048 * MIB, 0x200000000, 256 * MIB) }),
  harmless: () =>
    machine(domU(), { gic: 2, memory: memoryNode(0x40000000, 2048 * MIB, 0xd0000000, 256 * MIB) }),
};
