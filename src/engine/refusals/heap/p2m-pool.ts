// p2m-pool: the page table pool is too small.
import { domU, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import { MAP_FAILED } from '../lines.ts';
import type { Refusal } from '../refusal.ts';

export const poolTooSmall: Refusal<{ readonly domid: string; readonly shared: boolean }> = {
  id: 'p2m-pool',
  title: 'the page table pool is too small',
  brief: 'A domain’s pool of page tables is too small for its memory.',
  explain:
    'The second-stage page tables come from a pool of 1 MiB per vCPU, a page per MiB of memory and 512 KiB more, or of what xen,domain-p2m-mem-mb says. Memory whose host and guest address are aligned to 2 MiB takes next to none of it. Everything else needs a table per 2 MiB. A debug build prints that pages could not be mapped; a release build only gives up on the static memory.',
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

/** A pool smaller than what is in use already: up to 4.17 a GICv2 guest has its CPU interface mapped from the start. */
export const poolNotFreed: Refusal<unknown> = {
  ...poolTooSmall,
  says: [{ lines: () => ['Failed to free P2M pages, P2M freelist is empty.'] }],
  source: [{ at: 'arch/arm/mmu/p2m.c:p2m_set_allocation' }],
};

export const example: Example = {
  triggers: () => machine(domU({ more: 'xen,domain-p2m-mem-mb = <0>;' })),
  harmless: () => machine(domU({ more: 'xen,domain-p2m-mem-mb = <1>;' })),
};
