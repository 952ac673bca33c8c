// p2m-pool: the page table pool is too small.
import { domU, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import { MAP_FAILED } from '../lines.ts';
import type { Refusal } from '../refusal.ts';

export const poolTooSmall: Refusal<{ readonly domid: string; readonly shared: boolean }> = {
  id: 'p2m-pool',
  title: 'the page table pool is too small',
  explain:
    'Stage-2 page tables come from a pool set by xen,domain-p2m-mem-mb. Memory that is not aligned to 2 MiB, at its start, its end and between host and guest, needs a table per 2 MiB.',
  fix: 'Align the banks to 2 MiB, or raise xen,domain-p2m-mem-mb.',
  consequence: 'panic',
  early: false,
  says: [
    {
      build: 'release',
      lines: ({ shared, domid }) => (shared ? [`Failed to map shared memory to ${domid}.`] : []),
    },
    { until: '4.17', lines: () => [`domain_build.c:509: ${MAP_FAILED}`] },
    {
      until: '4.19',
      lines: ({ shared, domid }) => [
        shared ? `Failed to map shared memory to ${domid}.` : `arch/arm/domain_build.c:502: ${MAP_FAILED}`,
      ],
    },
    {
      until: '4.21',
      lines: ({ shared, domid }) => [
        shared ? `Failed to map shared memory to ${domid}.` : `arch/arm/static-memory.c:30: ${MAP_FAILED}`,
      ],
    },
    {
      lines: ({ shared, domid }) => [
        shared
          ? `Failed to map shared memory to ${domid}.`
          : `common/device-tree/static-memory.c:30: ${MAP_FAILED}`,
      ],
    },
  ],
  ends: [],
  source: [{ at: 'arch/arm/mmu/p2m.c:p2m_next_level' }],
};

export const example: Example = {
  triggers: () => machine(domU({ more: 'xen,domain-p2m-mem-mb = <0>;' })),
  harmless: () => machine(domU({ more: 'xen,domain-p2m-mem-mb = <1>;' })),
};
