// static-config-off: Xen was built without static memory.
import { domU, good, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const staticConfigOff: Refusal<unknown> = {
  id: 'static-config-off',
  title: 'Xen was built without static memory',
  explain:
    'CONFIG_STATIC_MEMORY is off, as it is by default. Newer Xen says so while parsing; older Xen reserves the range and then has no memory to give the domain.',
  fix: 'Build Xen with CONFIG_UNSUPPORTED=y and CONFIG_STATIC_MEMORY=y.',
  consequence: 'panic',
  early: true,
  says: [
    {
      since: 'unstable',
      lines: () => ['CONFIG_STATIC_MEMORY must be enabled for parsing xen,static-mem'],
    },
    { lines: () => ['Device tree generation failed (-2).'] },
  ],
  ends: [],
  source: [
    { until: 'unstable', at: 'static-memory.h stubs' },
    { since: 'unstable', at: 'common/device-tree/bootinfo-fdt.c:process_domain_node' },
  ],
};

export const example: Example = {
  without: ['STATIC_MEMORY'],
  triggers: good,
  harmless: () => machine(domU({ banks: null, kib: 131072 })),
};
