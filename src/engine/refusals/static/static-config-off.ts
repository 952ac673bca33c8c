// static-config-off: Xen was built without static memory.
import { domU, good, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const staticConfigOff: Refusal<unknown> = {
  id: 'static-config-off',
  title: 'Xen was built without static memory',
  brief: 'The design uses xen,static-mem, but this Xen was built without it.',
  explain:
    'CONFIG_STATIC_MEMORY is off by default and needs CONFIG_UNSUPPORTED. Without it, releases up to 4.22 still reserve the range and then have no way to give it to the domain: the guest ends up without a bank of RAM and its device tree cannot be made, or direct-map is refused for lack of static memory. Newer Xen says what is missing while it parses.',
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
