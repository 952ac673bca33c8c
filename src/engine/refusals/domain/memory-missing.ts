// memory-missing: a domain without memory.
import { domU, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { CONSTRUCT_DOMU } from '../sources.ts';

export const memoryMissing: Refusal<unknown> = {
  id: 'memory-missing',
  title: 'a domain without memory',
  brief: 'A domain’s memory property is missing or has only one cell.',
  explain:
    'memory is 64 bits wide, that is two cells, and counts KiB. It is needed with static memory, too, where it must equal the sum of the banks. One cell is read as missing; cells after the second are ignored.',
  fix: 'Write memory = <0x0 KiB>; with the sum of the static banks.',
  consequence: 'panic',
  early: false,
  says: [{ lines: () => ['Error building DomU: cannot read "memory" property'] }],
  ends: [],
  source: CONSTRUCT_DOMU,
};

export const example: Example = {
  triggers: () => machine(domU({ memory: 'memory = <131072>;' })),
  harmless: () => machine(domU({ memory: 'memory = <0 131072>;' })),
};
