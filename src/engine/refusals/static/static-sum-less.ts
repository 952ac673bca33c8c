// static-sum-less: static memory adds up to less than memory.
import { domU, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import { SUM_DIFFERS } from '../lines.ts';
import type { Refusal } from '../refusal.ts';
import { SUM_OF_STATIC } from '../sources.ts';

export const staticSumLess: Refusal<{ readonly directMap: boolean }> = {
  id: 'static-sum-less',
  title: 'static memory adds up to less than memory',
  brief: 'The static banks add up to less than memory.',
  explain:
    'memory and the banks of xen,static-mem must agree to the byte; memory counts KiB. Xen first takes and maps all banks, then finds something missing. With direct-map the message is one sentence shorter. Banks lost to a wrong width of cells, and memory written in bytes or MiB, end here.',
  fix: 'Set memory to the sum of the banks in KiB.',
  consequence: 'panic',
  early: false,
  says: SUM_DIFFERS,
  ends: [],
  source: SUM_OF_STATIC,
};

export const example: Example = {
  triggers: () => machine(domU({ kib: 262144 })),
  harmless: () => machine(domU({ kib: 131072 })),
};
