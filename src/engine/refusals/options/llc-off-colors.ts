// llc-off-colors: colours without cache colouring.
import { domU, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const colorsOff: Refusal<unknown> = {
  id: 'llc-off-colors',
  title: 'colours without cache colouring',
  brief: 'A domain has llc-colors, but cache colouring is off.',
  explain:
    'llc-colors says which part of the last-level cache a domain shares. Without llc-coloring=on (or llc-size and llc-nr-ways) on Xen’s command line, and without the build option, Xen refuses to pass over it. 4.20 remembers the colours of a domain for those after it.',
  fix: 'Add llc-coloring=on to Xen’s command line, or remove llc-colors.',
  consequence: 'panic',
  early: false,
  says: [],
  ends: [{ text: () => "'llc-colors' found, but LLC coloring is disabled" }],
  source: [
    { since: '4.20', until: '4.21', at: 'arch/arm/dom0less-build.c:create_domUs' },
    { since: '4.21', at: 'common/device-tree/dom0less-bindings.c:parse_dom0less_node' },
  ],
};

export const example: Example = {
  triggers: () => machine(domU({ more: 'llc-colors = "0-3";' })),
  harmless: () => machine(domU()),
};
