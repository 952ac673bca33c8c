// static-config-off: Xen was built without static memory.
import { domU, good, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { citedFrom } from '../sources.ts';

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
  ],
  ends: [],
  source: [{ since: 'unstable', at: 'common/device-tree/bootinfo-fdt.c:process_domain_node' }],
};

const STUB = [
  { until: '4.19', at: 'arch/arm/domain_build.c:allocate_static_memory' },
  { since: '4.19', until: '4.21', at: 'arch/arm/include/asm/static-memory.h:allocate_static_memory' },
  { since: '4.21', until: 'unstable', at: 'include/xen/static-memory.h:allocate_static_memory' },
] as const;

/** A release build does nothing where it should give the domain its memory. */
export const staticConfigOffLate: Refusal<unknown> = {
  ...staticConfigOff,
  early: false,
  says: [{ until: 'unstable', lines: () => ['Device tree generation failed (-2).'] }],
  source: STUB,
};

const UNREACHABLE = "Assertion 'unreachable' failed at";

/** A debug build asserts that it does not get there. */
export const staticConfigOffAssert: Refusal<unknown> = {
  ...staticConfigOff,
  consequence: 'assertion',
  early: false,
  says: [],
  ends: [
    { until: '4.18', text: () => `${UNREACHABLE} arch/arm/domain_build.c:1032` },
    { until: '4.19', text: () => `${UNREACHABLE} arch/arm/domain_build.c:1055` },
    { until: '4.21', text: () => `${UNREACHABLE} ./arch/arm/include/asm/static-memory.h:35` },
    { until: 'unstable', text: () => `${UNREACHABLE} ./include/xen/static-memory.h:36` },
  ],
  source: citedFrom('4.17', STUB),
};

export const example: Example = {
  without: ['STATIC_MEMORY'],
  triggers: good,
  harmless: () => machine(domU({ banks: null, kib: 131072 })),
};
