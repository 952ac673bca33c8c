// direct-map-needs-static: direct-map without static memory.
import { domU, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { DOMAIN_NODE } from '../sources.ts';

export const directMapNeedsStatic: Refusal<{ readonly name: string }> = {
  id: 'direct-map-needs-static',
  title: 'direct-map without static memory',
  explain: 'A domain can only be mapped one to one when its host memory is chosen in the device tree.',
  fix: 'Give the domain xen,static-mem, or remove direct-map.',
  consequence: 'panic',
  early: false,
  says: [],
  ends: [{ text: ({ name }) => `direct-map is not valid for domain ${name} without static allocation.` }],
  source: DOMAIN_NODE,
};

export const example: Example = {
  triggers: () => machine(domU({ banks: null, kib: 131072, more: 'direct-map;' })),
  harmless: () => machine(domU({ more: 'direct-map;' })),
};
