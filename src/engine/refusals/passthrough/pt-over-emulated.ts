// pt-over-emulated: passed-through registers where Xen emulates a device.
import { asking, DEVICE, partialTree, partialTrees } from '../example-text.ts';
import type { Refusal } from '../refusal.ts';

export const windowOverEmulated: Refusal<unknown> = {
  id: 'pt-over-emulated',
  title: 'passed-through registers where Xen emulates a device',
  brief: 'Device registers are mapped where Xen emulates a device.',
  explain:
    'Nothing keeps registers away from the guest addresses of the emulated GIC and UART. On 4.21 the emulation answers there; before and after, the device does, and the guest’s interrupt controller or console is gone.',
  fix: 'Choose another guest address.',
  consequence: 'misbehaves',
  early: false,
  says: [],
  ends: [],
  source: [{ at: 'arch/arm/traps.c:do_trap_stage2_abort_guest' }],
};

export const example = partialTrees(() => partialTree(asking({ reg: [DEVICE, 0x1000, 0x3001000] })));
