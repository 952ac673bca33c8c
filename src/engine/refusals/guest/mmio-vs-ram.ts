// mmio-vs-ram: memory where Xen emulates a device.
import { domU, machine, shm } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const mmioOverRam: Refusal<unknown> = {
  id: 'mmio-vs-ram',
  title: 'memory where Xen emulates a device',
  brief: 'A guest has memory at an address where Xen emulates a device.',
  explain:
    'Nothing keeps RAM or shared memory away from the addresses of the emulated interrupt controller and UART. Which of the two the guest reaches depends on the release. From 4.22 and up to 4.20 the memory wins and hides the device. On 4.21 emulation comes first: an access of a width the device does not allow faults in the guest.',
  fix: 'Choose other guest addresses.',
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
  triggers: () => machine(domU({ more: `vpl011; ${shm('ipc', 0x90000000, 0x22000000, 0x1000, 'owner')}` })),
  harmless: () => machine(domU({ more: `vpl011; ${shm('ipc', 0x90000000, 0x23000000, 0x1000, 'owner')}` })),
};
