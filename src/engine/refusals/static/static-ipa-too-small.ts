// static-ipa-too-small: memory beyond the guest’s address space.
import { domU, goodShared, machine, MIB, shm } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const addressTooHigh: Refusal<unknown> = {
  id: 'static-ipa-too-small',
  title: 'memory beyond the guest’s address space',
  explain:
    'Xen checks guest addresses only against what the root of the page tables can index. Between that and the width the CPU really has it maps memory the guest can never reach: it faults on access.',
  fix: 'Use lower guest addresses.',
  consequence: 'misbehaves',
  early: false,
  says: [],
  ends: [],
  source: [{ at: 'arch/arm/mmu/p2m.c:p2m_get_root_pointer' }],
};

export const example: Example = {
  triggers: () => machine(domU({ more: shm('ipc', 0x90000000, 0x100000000000, 2 * MIB, 'owner') })),
  harmless: goodShared,
};
