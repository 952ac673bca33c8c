// trap-unmapped: a truth value that is none.
import { domU, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const trapsUnknown: Refusal<unknown> = {
  id: 'trap-unmapped',
  title: 'a truth value that is none',
  brief: 'A domain has trap-unmapped-accesses that is neither 0 nor 1.',
  explain:
    'From 4.21 trap-unmapped-accesses says whether a guest faults where nothing is mapped (1, and so without the property) or reads all ones (0).',
  fix: 'Use 0 or 1.',
  consequence: 'panic',
  early: false,
  says: [],
  ends: [{ text: () => 'trap-unmapped-accesses: supported values are 0 or 1' }],
  source: [{ since: '4.21', at: 'arch/arm/dom0less-build.c:arch_parse_dom0less_node' }],
};

export const example: Example = {
  triggers: () => machine(domU({ more: 'trap-unmapped-accesses = <2>;' })),
  harmless: () => machine(domU({ more: 'trap-unmapped-accesses = <0>;' })),
};
