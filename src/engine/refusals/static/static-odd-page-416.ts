// static-odd-page-416: a static bank begins or ends on an odd page beside the heap.
import { domU, machine, MIB } from '../example-text.ts';
import type { Example } from '../example.ts';
import { DATA_ABORT } from '../lines.ts';
import type { Refusal } from '../refusal.ts';

export const staticOddPage: Refusal<unknown> = {
  id: 'static-odd-page-416',
  title: 'a static bank shares a pair of pages with the heap',
  brief: 'Xen 4.16 takes a page of static memory for a free page of its heap.',
  explain:
    'When a page goes to the heap, Xen joins it with the other page of its 8 KiB pair if that is free. Xen 4.16 takes a static page for a free one of the heap, follows list pointers it does not have, and aborts.',
  fix: 'Let the bank begin and end on multiples of 8 KiB (better 2 MiB), or use Xen 4.17.',
  consequence: 'abort',
  early: true,
  says: [{ lines: () => ['Data Abort Trap. Syndrome=0x1c18006'] }],
  ends: [{ text: () => DATA_ABORT }],
  source: [{ until: '4.17', at: 'common/page_alloc.c:free_heap_pages' }],
};

const CELLS = '#xen,static-mem-address-cells = <2>; #xen,static-mem-size-cells = <2>;';
export const example: Example = {
  release: '4.16',
  triggers: () => machine(domU({ banks: [0x60001000, 128 * MIB], more: CELLS })),
  harmless: () => machine(domU({ banks: [0x60002000, 128 * MIB], more: CELLS })),
};
