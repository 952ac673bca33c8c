// shm-guest-overlaps-shm: a shared region replaces another one of the same guest.
import { domU, machine, MIB, shm } from '../example-text.ts';
import type { Example } from '../example.ts';
import { assertReferences } from '../lines.ts';
import type { Refusal } from '../refusal.ts';
import { citedFrom, inP2m, PROCESS_SHM } from '../sources.ts';

export const sharedOverShared: Refusal<unknown> = {
  id: 'shm-guest-overlaps-shm',
  title: 'a shared region replaces another one of the same guest',
  brief: 'Two shared regions of a guest have guest addresses in common.',
  explain:
    'Nothing compares guest addresses with each other. Xen maps the regions in the order of their nodes, the later over the earlier, and the guest’s device tree lists both: through either address it reaches the later. For each borrowed page it takes out of the guest Xen gives one reference back. The owner of the region brings those references; where it is not built by then, or nobody owns the region, there are none, and a debug build stops at an assertion. A release build counts below zero and boots. Up to 4.18 that does not happen to 2 MiB mapped as one.',
  fix: 'Give each region guest addresses of its own.',
  consequence: 'misbehaves',
  early: false,
  says: [],
  ends: [],
  source: PROCESS_SHM,
};

export const sharedWithoutReference: Refusal<unknown> = {
  ...sharedOverShared,
  consequence: 'assertion',
  ends: assertReferences,
  source: citedFrom('4.17', inP2m('p2m_free_entry')),
};

const twoAt = (second: number): string =>
  machine(
    domU({
      more: shm('one', 0x90000000, 0x10000000, MIB, 'owner') + shm('two', 0x91000000, second, MIB, 'owner'),
    }),
  );

export const example: Example = {
  triggers: () => twoAt(0x10000000),
  harmless: () => twoAt(0x10100000),
};
