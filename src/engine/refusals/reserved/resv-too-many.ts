// resv-too-many: no room left for a reserved-memory region.
import { domU, machine, MIB, reserve } from '../example-text.ts';
import type { Example } from '../example.ts';
import { TOO_MANY } from '../lines.ts';
import type { Refusal } from '../refusal.ts';
import { inEarlyParser } from '../sources.ts';

export const reservedTooMany: Refusal<unknown> = {
  id: 'resv-too-many',
  title: 'no room left for a reserved-memory region',
  brief: 'There is no room left to record a reserved-memory region.',
  explain:
    'One table of 256 entries holds everything that is not free: /reserved-memory, the static heap, the static memory of every domain and, from 4.19, /memreserve/. Up to 4.18 shared memory is in it as well. When it is full at a region of /reserved-memory, Xen panics in every release, with a message of its own.',
  fix: 'Merge static banks or reserved regions that touch.',
  consequence: 'panic',
  early: true,
  says: [{ lines: () => [TOO_MANY] }],
  ends: [{ text: () => 'Max number of supported reserved-memory regions reached.' }],
  source: inEarlyParser('process_reserved_memory_node'),
};

export const example: Example = {
  triggers: () =>
    machine(domU({ banks: [0x60000000, 128 * MIB] }), {
      reserved: Array.from({ length: 257 }, (_, i) => reserve(0x90000000 + i * 2 * MIB, MIB)).join(' '),
    }),
  harmless: () => machine(domU(), { reserved: reserve(0x90000000, MIB) }),
};
