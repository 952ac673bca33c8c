// ram-none: no RAM at all.
import { domU, good, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { FRAMETABLE, citedFrom, SETUP_MM_32 } from '../sources.ts';

export const ramNone: Refusal<unknown> = {
  id: 'ram-none',
  title: 'no RAM at all',
  brief: 'No node of the device tree counts as RAM.',
  explain:
    'Up to 4.19 every node named memory or memory@… is RAM, at any depth. From 4.20 it must be a child of the root and say device_type = "memory". When no bank is recorded, Xen has nothing to put its heap and its table of pages in. 4.17 hits a BUG in the boot allocator; later releases find that the table cannot cover a range that ends before it starts.',
  fix: 'Describe the RAM in /memory nodes with device_type = "memory" and reg.',
  consequence: 'panic',
  early: true,
  says: [
    { arch: 'arm32', lines: () => [] },
    { since: '4.21', lines: () => ['PFN compression disabled: no ranges provided'] },
  ],
  ends: [
    { arch: 'arm32', text: () => 'No memory bank' },
    { until: '4.17', text: () => 'Xen BUG at page_alloc.c:402' },
    { until: '4.18', text: () => 'Xen BUG at common/page_alloc.c:406' },
    {
      until: '4.22',
      text: () => 'The frametable cannot cover the physical region 0xffffffffffffffff - 0000000000000000',
    },
    { text: () => 'Frametable too small' },
  ],
  source: [
    ...SETUP_MM_32,
    { until: '4.18', at: 'common/page_alloc.c:alloc_boot_pages' },
    ...citedFrom('4.18', FRAMETABLE),
  ],
};

export const example: Example = { triggers: () => machine(domU(), { memory: '' }), harmless: good };
