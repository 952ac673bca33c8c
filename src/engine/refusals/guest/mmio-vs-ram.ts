// mmio-vs-ram: memory where Xen emulates a device.
import { domU, good, machine, memoryNode, MIB } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const mmioOverRam: Refusal<unknown> = {
  id: 'mmio-vs-ram',
  title: 'memory where Xen emulates a device',
  brief: 'A guest has memory at an address where Xen emulates a device.',
  explain:
    'A direct-mapped domain finds the emulated interrupt controller and UART where the host has them, and nothing keeps its RAM away from there if /memory covers those registers. Which of the two the guest reaches depends on the release. From 4.22 and up to 4.20 the memory wins and hides the device. On 4.21 emulation comes first: an access of a width the device does not allow faults in the guest.',
  fix: 'Correct the /memory node, or give the domain other banks.',
  consequence: 'misbehaves',
  early: false,
  says: [],
  ends: [],
  source: [
    { at: 'arch/arm/traps.c:do_trap_stage2_abort_guest' },
    { since: '4.21', at: 'arch/arm/mmu/p2m.c:p2m_invalidate_root' },
  ],
};

export const example: Example = {
  triggers: () =>
    machine(domU({ banks: [0x8000000, 64 * MIB], more: 'direct-map;' }), {
      memory: memoryNode(0x8000000, 64 * MIB, 0x40000000, 2048 * MIB),
    }),
  harmless: good,
};
