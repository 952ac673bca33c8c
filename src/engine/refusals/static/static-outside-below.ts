// static-outside-below: static memory below the start of RAM.
import { domU, good, machine, MIB } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const staticOutsideBelow: Refusal<unknown> = {
  id: 'static-outside-below',
  title: 'static memory below the start of RAM',
  explain:
    'Nothing checks that static memory lies in RAM. The index into the table of pages goes below zero: a data abort before the console is up. The address may well be a device.',
  fix: 'Keep static memory inside the banks of /memory.',
  consequence: 'abort',
  early: true,
  says: [{ lines: () => ['Data Abort Trap. Syndrome=0x1c08006'] }],
  ends: [{ text: () => 'CPU0: Unexpected Trap: Data Abort' }],
  source: [{ at: 'common/page_alloc.c:unprepare_staticmem_pages' }],
};

export const example: Example = {
  triggers: () => machine(domU({ banks: [0x30000000, 256 * MIB] })),
  harmless: good,
};
