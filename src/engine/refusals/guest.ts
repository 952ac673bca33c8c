// What goes wrong in a guest's address space while Xen says nothing.
import type { Refusal } from './refusal.ts';

type Parts = Pick<Refusal<unknown>, 'id' | 'title' | 'explain' | 'fix' | 'source'>;

const silent = (parts: Parts): Refusal<unknown> => ({
  consequence: 'misbehaves',
  early: false,
  says: [],
  ends: [],
  ...parts,
});

export const addressTooHigh = silent({
  id: 'static-ipa-too-small',
  source: [{ at: 'arch/arm/mmu/p2m.c:p2m_get_root_pointer' }],
  title: 'memory beyond the guest’s address space',
  explain:
    'Xen checks guest addresses only against what the root of the page tables can index. Between that and the width the CPU really has it maps memory the guest can never reach: it faults on access.',
  fix: 'Use lower guest addresses.',
});

export const mmioOverRam = silent({
  id: 'mmio-vs-ram',
  source: [
    { at: 'arch/arm/traps.c:do_trap_stage2_abort_guest' },
    { since: '4.21', at: 'arch/arm/mmu/p2m.c:p2m_invalidate_root' },
  ],
  title: 'memory where Xen emulates a device',
  explain:
    'Nothing keeps memory away from the addresses of the emulated GIC and UART. On 4.21 emulation comes first and an access of an unsuitable width faults in the guest; before and after, the memory wins and hides the device.',
  fix: 'Choose other guest addresses.',
});

export const ramOverDevice = silent({
  id: 'dm-ram-over-mmio',
  source: [{ at: 'arch/arm/mmu/p2m.c' }],
  title: 'device registers described as RAM',
  explain:
    'Xen compares banks with RAM, modules and reserved memory only, never with the registers of devices. A /memory node that covers them makes Xen and the guest treat them as memory.',
  fix: 'Correct the /memory node.',
});

export const grantOverRam = silent({
  id: 'dm-gnttab-overlap',
  source: [{ at: 'dom0less-build.c:prepare_dtb_domU' }],
  title: 'the grant table window lies over the guest’s RAM',
  explain:
    'The window Xen names in the guest’s /hypervisor node is always at 0x38000000, also for direct-mapped domains whose RAM is there.',
  fix: 'Keep the domain’s RAM out of 0x38000000–0x39000000, or drop xen,enhanced.',
});
