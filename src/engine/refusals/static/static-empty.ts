// static-empty: xen,static-mem without a range.
import { domU, good, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import { MISMATCH } from '../lines.ts';
import type { Refusal } from '../refusal.ts';
import { inStaticMemory } from '../sources.ts';

export const staticEmpty: Refusal<{ readonly directMap: boolean }> = {
  id: 'static-empty',
  title: 'xen,static-mem without a range',
  explain:
    'The property is there, so the domain gets static memory and nothing else; but it holds no whole range, and its sum is less than memory.',
  fix: 'Write the banks, with the cells of /chosen.',
  consequence: 'panic',
  early: false,
  says: [{ lines: ({ directMap }) => [directMap ? MISMATCH : `${MISMATCH} Unsupported configuration.`] }],
  ends: [],
  source: [...inStaticMemory('allocate_static_memory'), ...inStaticMemory('assign_static_memory_11')],
};

export const example: Example = {
  triggers: () => machine(domU({ banks: null, kib: 65536, more: 'xen,static-mem;' })),
  harmless: good,
};
