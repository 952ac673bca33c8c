// caps-two-hardware: two hardware domains.
import { hardware, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { DOMAIN_NODE, citedFrom } from '../sources.ts';

export const hardwareTwice: Refusal<{ readonly tag: string }> = {
  id: 'caps-two-hardware',
  title: 'two hardware domains',
  brief: 'Another domain is the hardware domain already.',
  explain:
    'The hardware domain has the devices of the host, and there is one of it: dom0, or from 4.21 a domU with capabilities = <2>. dom0 is built first, so a domU cannot be it beside dom0.',
  fix: 'Give the capability to one domain only, and none where there is a dom0.',
  consequence: 'panic',
  early: false,
  says: [],
  ends: [{ text: ({ tag }) => `Only 1 hardware domain can be specified! (${tag})` }],
  source: citedFrom('4.21', DOMAIN_NODE),
};

export const example: Example = {
  triggers: () => machine(hardware(1) + hardware(2)),
  harmless: () => machine(hardware(1)),
};
