// shm-outside-ram: shared memory outside RAM.
import { goodShared, MIB, oneShared } from '../example-text.ts';
import type { Example } from '../example.ts';
import { DATA_ABORT, noPageInfo } from '../lines.ts';
import type { Refusal } from '../refusal.ts';
import { PROCESS_SHM } from '../sources.ts';

export const sharedOutside: Refusal<unknown> = {
  id: 'shm-outside-ram',
  title: 'shared memory outside RAM',
  brief: 'Shared memory lies outside RAM.',
  explain:
    'Nothing checks shared memory against /memory. Xen walks off its table of pages when it makes the pages ready: a data abort before the console is up. Only pages that the table happens to cover although no RAM is there survive that; the domain that maps them fails with a message.',
  fix: 'Keep shared memory inside the banks of /memory.',
  consequence: 'abort',
  early: true,
  says: noPageInfo,
  ends: [{ text: () => DATA_ABORT }],
  source: [{ since: '4.17', at: 'common/page_alloc.c:unprepare_staticmem_pages' }],
};

/** In a hole whose address bits are compressed away: what stands in the table is another page's entry. */
export const sharedForeign: Refusal<unknown> = {
  ...sharedOutside,
  consequence: 'bug',
  says: [],
  ends: [],
  source: [{ since: '4.17', at: 'common/page_alloc.c:mark_page_free' }],
};

/** A region in a gigabyte without RAM that the table of pages covers all the same. */
export const sharedInvalid: Refusal<{ readonly tag: string; readonly mfn: string }> = {
  ...sharedOutside,
  consequence: 'panic',
  early: false,
  says: [{ lines: ({ tag, mfn }) => [`${tag}: invalid physical address 0x${mfn}`] }],
  ends: [],
  source: PROCESS_SHM,
};

export const example: Example = {
  triggers: () => oneShared('ipc', 0xd0000000, 0x10000000, MIB),
  harmless: goodShared,
};
