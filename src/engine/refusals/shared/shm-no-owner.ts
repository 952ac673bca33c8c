// shm-no-owner: shared memory without an owner.
import { domU, goodShared, machine, MIB, shm } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { PROCESS_SHM } from '../sources.ts';

export const sharedNoOwner: Refusal<unknown> = {
  id: 'shm-no-owner',
  title: 'shared memory without an owner',
  brief: 'Every domain borrows a shared region, and nobody owns it.',
  explain:
    'With role = "borrower" on all nodes nobody takes the pages. Xen maps them all the same, without owner or reference, and boots without a word. Nothing keeps those pages from being used otherwise. A node without role would have made Xen itself the owner.',
  fix: 'Make one domain the owner, or remove role from all nodes.',
  consequence: 'misbehaves',
  early: false,
  says: [],
  ends: [],
  source: PROCESS_SHM,
};

export const example: Example = {
  triggers: () => machine(domU({ more: shm('ipc', 0x90000000, 0x10000000, 2 * MIB, 'borrower') })),
  harmless: goodShared,
};
