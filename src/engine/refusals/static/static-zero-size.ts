// static-zero-size: a static bank of no size.
import { domU, good, machine, MIB } from '../example-text.ts';
import type { Example } from '../example.ts';
import { DATA_ABORT } from '../lines.ts';
import { noPages } from '../page-alloc.ts';
import type { Refusal } from '../refusal.ts';

export const staticZeroSize: Refusal<{ readonly place: string }> = {
  id: 'static-zero-size',
  title: 'a static bank of no size',
  brief: 'A bank of static memory has no size.',
  explain:
    'The early parser passes over an empty range, but building the domain reads the property again and tries to take zero pages. A debug build asserts there; a release build takes nothing and goes on, but looks at the flags of the page at that address all the same, and aborts where its table of pages has no entry for it.',
  fix: 'Remove the empty entry.',
  consequence: 'assertion',
  early: false,
  says: [],
  ends: [{ build: 'debug', ...noPages }],
  source: [{ at: 'common/page_alloc.c:acquire_staticmem_pages' }],
};

/** What a release build does where the empty bank lies outside the table of pages. */
export const staticNoneOutside: Refusal<unknown> = {
  ...staticZeroSize,
  consequence: 'abort',
  ends: [{ text: () => DATA_ABORT }],
  source: [{ at: 'common/page_alloc.c:assign_pages' }],
};

export const example: Example = {
  build: 'debug',
  triggers: () => machine(domU({ banks: [0x60000000, 128 * MIB, 0x70000000, 0] })),
  harmless: good,
};
