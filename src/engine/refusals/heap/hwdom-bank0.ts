// hwdom-bank0: no first bank for dom0 under cache colouring.
import { colored, kernel, machine, MIB, reserve } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const firstBankMissing: Refusal<{ readonly kib: bigint }> = {
  id: 'hwdom-bank0',
  title: 'no first bank for dom0 under cache colouring',
  brief: 'No free piece of host RAM can be dom0’s first bank.',
  explain:
    'With cache colouring dom0 is not mapped one to one, but sees its memory where the host has free RAM. From 4.22 its first bank must be 128 MiB or all of it, and hold kernel, device tree and ramdisk; pieces of RAM that cannot are passed over. Before, the largest piece came first, whatever it held.',
  fix: 'Leave a larger piece of RAM unreserved, or give dom0 less memory.',
  consequence: 'panic',
  early: false,
  says: [],
  ends: [
    {
      text: ({ kib }) =>
        `Failed to allocate requested domain memory. ${kib}KB unallocated. Fix the VMs configurations.`,
    },
  ],
  source: [{ since: '4.22', at: 'common/device-tree/domain-build.c:allocate_hwdom_memory' }],
};

export const example: Example = {
  on: ['LLC_COLORING'],
  triggers: () =>
    machine(colored('llc-coloring=on llc-size=1M llc-nr-ways=16 dom0_mem=256M') + kernel(0x42000000), {
      reserved: [
        0x47000000, 0x4e000000, 0x55000000, 0x5c000000, 0x63000000, 0x6a000000, 0x71000000, 0x78000000,
        0x7f000000, 0x86000000, 0x8d000000, 0x94000000, 0x9b000000, 0xa2000000, 0xa9000000, 0xb0000000,
        0xb7000000, 0xbe000000,
      ]
        .map((start) => reserve(start, MIB))
        .join(' '),
    }),
  harmless: () =>
    machine(colored('llc-coloring=on llc-size=1M llc-nr-ways=16 dom0_mem=256M') + kernel(0x42000000)),
};
