// ram-none: no RAM at all.
import { domU, good, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const ramNone: Refusal<unknown> = {
  id: 'ram-none',
  title: 'no RAM at all',
  explain:
    'No node of the tree counts as RAM. From 4.20 that takes a depth-1 /memory node with device_type = "memory".',
  fix: 'Describe the RAM in /memory nodes with device_type = "memory" and reg.',
  consequence: 'panic',
  early: true,
  says: [{ since: '4.21', lines: () => ['PFN compression disabled: no ranges provided'] }],
  ends: [
    { until: '4.17', text: () => 'Xen BUG at page_alloc.c:402' },
    { until: '4.18', text: () => 'Xen BUG at common/page_alloc.c:406' },
    {
      until: '4.22',
      text: () => 'The frametable cannot cover the physical region 0xffffffffffffffff - 0000000000000000',
    },
    { text: () => 'Frametable too small' },
  ],
  source: [
    { until: '4.18', at: 'common/page_alloc.c:alloc_boot_pages' },
    { since: '4.18', at: 'arch/arm/mmu/mm.c:setup_frametable_mappings' },
  ],
};

export const example: Example = { triggers: () => machine(domU(), { memory: '' }), harmless: good };
