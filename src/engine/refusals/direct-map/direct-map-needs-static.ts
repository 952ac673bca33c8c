// direct-map-needs-static: direct-map without static memory.
import { domU, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { DOMAIN_NODE, citedFrom } from '../sources.ts';

export const directMapNeedsStatic: Refusal<{ readonly name: string }> = {
  id: 'direct-map-needs-static',
  title: 'direct-map without static memory',
  brief: 'A domain asks for direct-map without static memory.',
  explain:
    'direct-map gives the guest its host addresses, so those must be chosen in the device tree: xen,static-mem has to be there. memory alone does not do, and neither does static memory in a Xen built without CONFIG_STATIC_MEMORY. The value of direct-map is not looked at: even <0> turns it on.',
  fix: 'Give the domain xen,static-mem, or remove direct-map.',
  consequence: 'panic',
  early: false,
  says: [],
  ends: [{ text: ({ name }) => `direct-map is not valid for domain ${name} without static allocation.` }],
  source: citedFrom('4.17', DOMAIN_NODE),
};

export const example: Example = {
  triggers: () => machine(domU({ banks: null, kib: 131072, more: 'direct-map;' })),
  harmless: () => machine(domU({ more: 'direct-map;' })),
};
