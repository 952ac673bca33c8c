// caps-two-xenstore: two Xenstore domains.
import { machine, pair } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const xenstoreTwice: Refusal<{ readonly id: number }> = {
  id: 'caps-two-xenstore',
  title: 'two Xenstore domains',
  brief: 'Another domain is the Xenstore domain already.',
  explain:
    'Xenstore is run by one domain: dom0, or from 4.21 a domU with capabilities = <4>. Xen notices the second when it has built it.',
  fix: 'Give the capability to one domain only, and none where there is a dom0.',
  consequence: 'panic',
  early: false,
  says: [],
  ends: [{ text: ({ id }) => `Only 1 xenstore domain can be specified! (${id})` }],
  source: [{ since: '4.21', at: 'common/device-tree/dom0less-build.c:set_xs_domain' }],
};

export const example: Example = {
  triggers: () => machine(pair('capabilities = <4>;', 'capabilities = <4>;')),
  harmless: () => machine(pair('capabilities = <4>;', '')),
};
