// static-sum-more: static memory adds up to more than memory.
import { domU, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const staticSumMore: Refusal<{
  readonly domid: string;
  readonly pages: bigint;
  readonly limit: bigint;
  /** Whether guest messages of level info are printed: a debug build, or guest_loglvl. */
  readonly told: boolean;
}> = {
  id: 'static-sum-more',
  title: 'static memory adds up to more than memory',
  brief: 'The static banks add up to more than memory.',
  explain:
    'memory is also the most pages the domain may own. The bank that crosses that limit is refused when Xen assigns its pages, with a message that speaks of acquiring memory and not of the sum. A debug build prints the two page counts. Less than a page too much gets past this and ends as a sum that does not match.',
  fix: 'Set memory to the sum of the banks in KiB.',
  consequence: 'panic',
  early: false,
  says: [
    {
      lines: ({ domid, pages, limit, told }) => [
        ...(told ? [`d[IDLE]v0 Over-allocation for ${domid}: ${pages} > ${limit}`] : []),
        `${domid}: failed to acquire static memory: -22.`,
      ],
    },
  ],
  ends: [],
  source: [{ at: 'common/page_alloc.c:assign_pages' }],
};

export const example: Example = {
  triggers: () => machine(domU({ kib: 65536 })),
  harmless: () => machine(domU({ kib: 131072 })),
};
