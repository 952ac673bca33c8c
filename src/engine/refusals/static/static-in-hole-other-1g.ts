// static-in-hole-other-1g: static memory in a gigabyte without RAM.
import { domU, machine, memoryNode, MIB } from '../example-text.ts';
import type { Example } from '../example.ts';
import { DATA_ABORT, noPageInfo } from '../lines.ts';
import type { Refusal } from '../refusal.ts';
import { UNPREPARE_STATIC } from '../sources.ts';

/** The table of pages has no entry for the page, from 4.22 or because its address bits are compressed away. */
export const staticHoleOther: Refusal<unknown> = {
  id: 'static-in-hole-other-1g',
  title: 'static memory in a gigabyte without RAM',
  brief: 'Static memory lies in a gigabyte that has no RAM at all.',
  explain:
    'Nothing checks static memory against /memory. Xen tells RAM from holes by the gigabyte. From 4.22 its table of pages has no entries for a gigabyte without RAM, and preparing the pages is a data abort before the console is up. Up to 4.21 the table has entries and the pages are found invalid only when the domain is built. Where address bits are compressed away, every release comes upon entries of other pages: debug builds assert, release builds make those pages static and hit a BUG where another domain or the heap has one.',
  fix: 'Keep static memory inside the banks of /memory.',
  consequence: 'abort',
  early: true,
  says: noPageInfo,
  ends: [{ text: () => DATA_ABORT }],
  source: UNPREPARE_STATIC,
};

/** Its address bits are compressed away: what stands in the table is another page's entry. */
export const staticForeign: Refusal<unknown> = {
  ...staticHoleOther,
  consequence: 'bug',
  says: [],
  ends: [],
  source: [{ at: 'common/page_alloc.c:mark_page_free' }],
};

/** The table has an entry, but the page is not valid. */
export const staticHoleInvalid: Refusal<{ readonly domid: string }> = {
  ...staticHoleOther,
  consequence: 'panic',
  early: false,
  says: [{ until: '4.22', lines: ({ domid }) => [`${domid}: failed to acquire static memory: -2.`] }],
  ends: [],
  source: [
    { until: '4.17', at: 'common/page_alloc.c:acquire_staticmem_pages' },
    { since: '4.17', until: '4.22', at: 'common/page_alloc.c:prepare_staticmem_pages' },
  ],
};

export const example: Example = {
  triggers: () =>
    machine(domU({ banks: [0xc0000000, 128 * MIB] }), {
      memory: memoryNode(0x40000000, 2048 * MIB, 0x180000000, 2048 * MIB),
    }),
  harmless: () => machine(domU(), { memory: memoryNode(0x40000000, 2048 * MIB, 0x180000000, 2048 * MIB) }),
};
