// shm-too-many: too many shared regions.
import { domU, machine, MIB, shm } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { PROCESS_SHM_NODE } from '../sources.ts';

export const sharedTooMany: Refusal<unknown> = {
  id: 'shm-too-many',
  title: 'too many shared regions',
  brief: 'There are more shared regions than Xen has room for.',
  explain:
    'From 4.19 shared regions have a table of their own with 32 entries; the 33rd panics before the console is up. Before, they shared the 256 entries of reserved memory. Up to 4.21 a single domain cannot have more than 20 to 22 regions anyway, because its device tree is full.',
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
