// double-init-static: static memory prepared twice.
import { domU, machine, MIB } from '../example-text.ts';
import type { Example } from '../example.ts';
import { bug } from '../page-alloc.ts';
import type { Refusal } from '../refusal.ts';

export const doubleInitStatic: Refusal<{ readonly place: string; readonly mfn: string }> = {
  id: 'double-init-static',
  title: 'static memory prepared twice',
  brief: 'Xen up to 4.17 makes the same static pages ready twice and hits a BUG.',
  explain:
    'Up to 4.17 Xen does not compare ranges while parsing. Where two static banks share memory, or one lies over the static heap, the second time Xen prepares a page it finds it already free or static, and a check in the page allocator stops the boot. Later releases refuse the overlap while parsing.',
  fix: 'Move or shrink one of the two.',
  consequence: 'bug',
  early: true,
  says: [
    { arch: 'arm32', lines: ({ mfn }) => [`pg MFN ${mfn} c=0x21800000 o=0 v=0 t=0`] },
    { lines: ({ mfn }) => [`pg MFN ${mfn} c=0x2180000000000000 o=0 v=0 t=0`] },
  ],
  ends: [bug],
  source: [{ until: '4.18', at: 'common/page_alloc.c:mark_page_free' }],
};

export const example: Example = {
  release: '4.17',
  triggers: () => machine(domU({ banks: [0x60000000, 64 * MIB, 0x62000000, 64 * MIB] })),
  harmless: () => machine(domU({ banks: [0x60000000, 64 * MIB, 0x64000000, 64 * MIB] })),
};
