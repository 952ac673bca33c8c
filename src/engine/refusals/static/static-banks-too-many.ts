// static-banks-too-many: more than 256 reserved ranges.
import { domU, machine, MIB, scattered, staticHeap } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { GET_MEMINFO } from '../sources.ts';

export const staticBanksTooMany: Refusal<unknown> = {
  id: 'static-banks-too-many',
  title: 'more than 256 reserved ranges',
  brief: 'There is no room left to record a bank of static memory.',
  explain:
    'One table of 256 entries holds the static memory of all domains, the static heap, /reserved-memory and, from 4.19, /memreserve/. A bank that does not fit makes the parser give up with -ENOSPC. From 4.19 that panics before the console is up; before, Xen stops reading the tree there. Many small banks usually run into the limit of 256 free pieces first.',
  fix: 'Merge banks that touch, or use fewer.',
  consequence: 'panic',
  early: true,
  says: [{ lines: () => ['Warning: Max number of supported memory regions reached.'] }],
  ends: [],
  source: GET_MEMINFO,
};

export const example: Example = {
  triggers: () => machine(staticHeap(0x50000000, 64 * MIB) + domU({ banks: scattered(256, 0x60000000) })),
  harmless: () => machine(staticHeap(0x50000000, 64 * MIB) + domU({ banks: scattered(255, 0x60000000) })),
};
