// p2m-pool: the page table pool is too small.
import { domU, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import { MAP_FAILED, MAP_FAILED_HEAP } from '../lines.ts';
import type { Refusal } from '../refusal.ts';
import { inP2m } from '../sources.ts';

interface TooSmall {
  readonly domid: string;
  /** What could not be mapped: RAM of the domain, static or from the heap, or shared memory, its own or borrowed. */
  readonly what: 'static' | 'heap' | 'shared' | 'borrowed';
}

/** Where each release prints of RAM that could not be mapped. */
const mapFailed = (inStatic: string, inHeap: string) => ({
  lines: ({ what, domid }: TooSmall): readonly string[] =>
    ({
      static: [`${inStatic}: ${MAP_FAILED}`],
      heap: [`${inHeap}: ${MAP_FAILED_HEAP}`],
      shared: [`Failed to map shared memory to ${domid}.`],
      borrowed: [],
    })[what],
});

export const poolTooSmall: Refusal<TooSmall> = {
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
      since: '4.17',
      build: 'release',
      lines: ({ what, domid }) => (what === 'shared' ? [`Failed to map shared memory to ${domid}.`] : []),
    },
    { until: '4.17', ...mapFailed('domain_build.c:509', 'domain_build.c:438') },
    { until: '4.18', ...mapFailed('arch/arm/domain_build.c:523', 'arch/arm/domain_build.c:443') },
    { until: '4.19', ...mapFailed('arch/arm/domain_build.c:546', 'arch/arm/domain_build.c:466') },
    { until: '4.21', ...mapFailed('arch/arm/static-memory.c:29', 'arch/arm/domain_build.c:470') },
    {
      until: '4.22',
      ...mapFailed('common/device-tree/static-memory.c:30', 'common/device-tree/domain-build.c:66'),
    },
    { ...mapFailed('common/device-tree/static-memory.c:30', 'common/device-tree/domain-build.c:68') },
  ],
  ends: [],
  source: inP2m('p2m_next_level'),
};

/** A pool smaller than what is in use already: up to 4.17 a GICv2 guest has its CPU interface mapped from the start. */
export const poolNotFreed: Refusal<unknown> = {
  ...poolTooSmall,
  says: [{ lines: () => ['Failed to free P2M pages, P2M freelist is empty.'] }],
  source: inP2m('p2m_set_allocation'),
};

export const example: Example = {
  triggers: () => machine(domU({ more: 'xen,domain-p2m-mem-mb = <0>;' })),
  harmless: () => machine(domU({ more: 'xen,domain-p2m-mem-mb = <1>;' })),
};
