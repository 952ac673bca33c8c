// memreserve-too-many: more than 256 /memreserve/ entries.
import { domU, good, machine, MIB } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { citedFrom, inEarlyParser } from '../sources.ts';

export const memreserveTooMany: Refusal<unknown> = {
  id: 'memreserve-too-many',
  title: 'more than 256 /memreserve/ entries',
  brief: 'The /memreserve/ entries alone fill the table in which Xen keeps reserved memory.',
  explain:
    'From 4.19 every /memreserve/ entry of the blob takes a place in the table of 256 reserved ranges, before the nodes are read. The 257th panics. Earlier releases keep /memreserve/ in the blob and look it up there.',
  fix: 'Merge entries that touch.',
  consequence: 'panic',
  early: true,
  says: [],
  ends: [{ since: '4.19', text: () => 'Cannot allocate reserved memory bank' }],
  source: citedFrom('4.19', inEarlyParser('boot_fdt_info')),
};

export const example: Example = {
  triggers: () =>
    machine(domU(), {
      memreserve: Array.from({ length: 257 }, (_, i) => `/memreserve/ ${0x90000000 + i * MIB} 0x1000;`).join(
        '\n',
      ),
    }),
  harmless: good,
};
