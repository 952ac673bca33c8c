// caps-invalid: a capability that Xen does not know.
import { domU, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { DOMAIN_NODE, citedFrom } from '../sources.ts';

export const capabilitiesUnknown: Refusal<{ readonly capabilities: number }> = {
  id: 'caps-invalid',
  title: 'a capability that Xen does not know',
  brief: 'A domain has capabilities that Xen does not know.',
  explain:
    'From 4.21 capabilities is a mask that makes a domU the control domain (1), the hardware domain (2) or the Xenstore domain (4). Any other bit is refused. Earlier releases do not read the property.',
  fix: 'Use 1, 2, 4, or a sum of them.',
  consequence: 'panic',
  early: false,
  says: [],
  ends: [{ text: ({ capabilities }) => `Invalid capabilities (${capabilities.toString(16)})` }],
  source: citedFrom('4.21', DOMAIN_NODE),
};

export const example: Example = {
  triggers: () => machine(domU({ more: 'capabilities = <8>;' })),
  harmless: () => machine(domU({ more: 'capabilities = <1>;' })),
};
