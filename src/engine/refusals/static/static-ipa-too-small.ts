// static-ipa-too-small: memory beyond the guest’s address space.
import { domU, goodShared, machine, MIB, shm } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { inP2m } from '../sources.ts';

export const addressTooHigh: Refusal<unknown> = {
  id: 'static-ipa-too-small',
  title: 'memory beyond the guest’s address space',
  brief: 'A guest address lies beyond what the guest’s CPU can address.',
  explain:
    'The width of guest addresses follows from the narrowest CPU. Xen itself only checks what the root of the page tables can index, which is often more: 48 bits on a CPU of 44. Above that the mapping is refused. In between Xen maps the memory and says nothing, and the guest faults on the first access.',
  fix: 'Use lower guest addresses.',
  consequence: 'misbehaves',
  early: false,
  says: [],
  ends: [],
  source: inP2m('p2m_get_root_pointer'),
};

export const example: Example = {
  triggers: () => machine(domU({ more: shm('ipc', 0x90000000, 0x100000000000, 2 * MIB, 'owner') })),
  harmless: goodShared,
};
