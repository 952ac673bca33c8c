// xs-no-dom0: Xenstore without dom0.
import { domU, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const xenstoreWithoutDom0: Refusal<unknown> = {
  id: 'xs-no-dom0',
  title: 'Xenstore without dom0',
  brief: 'A domain wants Xenstore, but no domain provides it.',
  explain:
    'xen,enhanced, when empty or "enabled", asks for the paravirtual interfaces with Xenstore; from 4.21 "legacy" does, too. Up to 4.20 Xenstore is dom0’s, and a domain that asks for it without dom0 panics while it is built. From 4.21 a domU with the Xenstore capability will do, and Xen looks once all domains are built.',
  fix: 'Use xen,enhanced = "no-xenstore";, or add a dom0.',
  consequence: 'panic',
  early: false,
  says: [],
  ends: [{ text: () => 'At the moment, Xenstore support requires dom0 to be present' }],
  source: [
    { since: '4.17', until: '4.19', at: 'arch/arm/domain_build.c:construct_domU' },
    { since: '4.19', until: '4.21', at: 'arch/arm/dom0less-build.c:construct_domU' },
  ],
};

/** The same, noticed once every domain is built. */
export const xenstoreWithoutDomain: Refusal<unknown> = {
  ...xenstoreWithoutDom0,
  ends: [{ text: () => 'xenstore requested, but xenstore domain not present' }],
  source: [{ since: '4.21', at: 'common/device-tree/dom0less-build.c:create_domUs' }],
};

export const example: Example = {
  triggers: () => machine(domU({ more: 'xen,enhanced;' })),
  harmless: () => machine(domU({ more: 'xen,enhanced = "no-xenstore";' })),
};
