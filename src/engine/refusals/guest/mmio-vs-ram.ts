// mmio-vs-ram: memory where Xen emulates a device.
import { domU, machine, shm } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const mmioOverRam: Refusal<unknown> = {
  id: 'mmio-vs-ram',
  title: 'memory where Xen emulates a device',
  explain:
    'Nothing keeps memory away from the addresses of the emulated GIC and UART. On 4.21 emulation comes first and an access of an unsuitable width faults in the guest; before and after, the memory wins and hides the device.',
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
