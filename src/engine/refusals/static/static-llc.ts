// static-llc: static memory with cache colouring.
import { colored, domU, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const staticColored: Refusal<unknown> = {
  id: 'static-llc',
  title: 'static memory with cache colouring',
  brief: 'A domain has static memory, and cache colouring is on.',
  explain:
    'With cache colouring a domain’s memory is put together page by page from its colours, and xen,static-mem names pages of all colours in one piece. Xen has both, but not at once, and panics at the first domain that has static memory.',
  fix: 'Do without static memory, or without cache colouring.',
  consequence: 'panic',
  early: false,
  says: [],
  ends: [{ text: () => 'LLC coloring and static memory are incompatible' }],
  source: [
    { since: '4.20', until: '4.21', at: 'arch/arm/dom0less-build.c:create_domUs' },
    { since: '4.21', at: 'common/device-tree/dom0less-bindings.c:parse_dom0less_node' },
  ],
};

export const example: Example = {
  on: ['LLC_COLORING'],
  triggers: () => machine(colored('llc-coloring=on llc-size=1M llc-nr-ways=16') + domU()),
  harmless: () =>
    machine(colored('llc-coloring=on llc-size=1M llc-nr-ways=16') + domU({ banks: null, kib: 131072 })),
};
