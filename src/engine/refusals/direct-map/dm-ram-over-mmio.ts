// dm-ram-over-mmio: device registers described as RAM.
import { domU, good, machine, memoryNode, MIB } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { inP2m } from '../sources.ts';

export const ramOverDevice: Refusal<unknown> = {
  id: 'dm-ram-over-mmio',
  title: 'device registers described as RAM',
  brief: 'The device tree describes the registers of a device as RAM.',
  explain:
    'Xen compares banks with RAM, modules and reserved memory, never with the registers of devices. When /memory covers the interrupt controller or the UART and a domain takes memory there, Xen and the guest treat registers as memory. An honest host tree cannot lead here.',
  fix: 'Correct the /memory node.',
  consequence: 'misbehaves',
  early: false,
  says: [],
  ends: [],
  source: inP2m('p2m_set_entry'),
};

export const example: Example = {
  triggers: () =>
    machine(domU({ banks: [0x8000000, 64 * MIB] }), {
      memory: memoryNode(0x8000000, 64 * MIB, 0x40000000, 2048 * MIB),
    }),
  harmless: good,
};
