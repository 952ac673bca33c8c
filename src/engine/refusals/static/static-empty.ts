// static-empty: xen,static-mem without a range.
import { domU, good, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import { SUM_DIFFERS } from '../lines.ts';
import type { Refusal } from '../refusal.ts';
import { SUM_OF_STATIC } from '../sources.ts';

export const staticEmpty: Refusal<{ readonly directMap: boolean }> = {
  id: 'static-empty',
  title: 'xen,static-mem without a range',
  brief: 'xen,static-mem is there but holds no range.',
  explain:
    'The mere presence of the property makes the domain one of static memory: nothing comes from the heap. When it holds no whole range, the banks add up to zero and Xen complains that the sum does not match memory. An empty property and one written for wider cells both end here. With memory = <0> the sum is right: then a direct-mapped domain has no bank for Xen to write into its device tree, and any other has a first bank of no size, which holds no kernel.',
  fix: 'Write the banks, with the cells of /chosen.',
  consequence: 'panic',
  early: false,
  says: SUM_DIFFERS,
  ends: [],
  source: SUM_OF_STATIC,
};

/** Of a direct-mapped domain whose memory is 0. */
export const staticEmptyTree: Refusal<unknown> = {
  ...staticEmpty,
  says: [{ lines: () => ['Device tree generation failed (-2).'] }],
  source: [
    { until: '4.22', at: 'arch/arm/domain_build.c:make_memory_node' },
    { since: '4.22', at: 'common/device-tree/domain-build.c:make_memory_node' },
  ],
};

export const example: Example = {
  triggers: () => machine(domU({ banks: null, kib: 65536, more: 'xen,static-mem;' })),
  harmless: good,
};
