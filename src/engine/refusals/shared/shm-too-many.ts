// shm-too-many: too many shared regions.
import { domU, machine, MIB, shm } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { PROCESS_SHM_NODE } from '../sources.ts';

export const sharedTooMany: Refusal<unknown> = {
  id: 'shm-too-many',
  title: 'too many shared regions',
  explain: 'From 4.19 Xen has room for 32 shared regions.',
  fix: 'Merge regions.',
  consequence: 'panic',
  early: true,
  says: [{ lines: () => ['Warning: Max number of supported memory regions reached.'] }],
  ends: [],
  source: PROCESS_SHM_NODE,
};

export const example: Example = {
  triggers: () =>
    machine(
      domU({
        more: Array.from({ length: 33 }, (_, i) =>
          shm(`s${i}`, 0x90000000 + i * MIB, 0x10000000 + i * MIB, MIB),
        ).join('\n'),
      }),
    ),
  harmless: () =>
    machine(
      domU({
        more: Array.from({ length: 16 }, (_, i) =>
          shm(`s${i}`, 0x90000000 + i * MIB, 0x10000000 + i * MIB, MIB),
        ).join('\n'),
      }),
    ),
};
