// memreserve-too-many: more than 256 /memreserve/ entries.
import { domU, good, machine, MIB } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const memreserveTooMany: Refusal<unknown> = {
  id: 'memreserve-too-many',
  title: 'more than 256 /memreserve/ entries',
  explain: 'From 4.19 /memreserve/ entries take places in the table of 256 reserved ranges.',
  fix: 'Merge entries.',
  consequence: 'panic',
  early: true,
  says: [],
  ends: [{ since: '4.19', text: () => 'Cannot allocate reserved memory bank' }],
  source: [{ since: '4.19', at: 'bootfdt.c:boot_fdt_info' }],
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
