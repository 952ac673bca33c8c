// static-outside-above: static memory beyond the end of RAM.
import { domU, machine, MIB } from '../example-text.ts';
import type { Example } from '../example.ts';
import { DATA_ABORT, noPageInfo } from '../lines.ts';
import type { Refusal } from '../refusal.ts';
import { UNPREPARE_STATIC } from '../sources.ts';

/** The table's padding is filled with ones. */
const paddedLine = (mfn: string): string =>
  `pg MFN ${mfn} c=0xffffffffffffffff o=4294967295 v=0xffffffffffffffff t=0xffffffff`;

export const staticOutsideAbove: Refusal<{ readonly paddedMfn: string | null }> = {
  id: 'static-outside-above',
  title: 'static memory beyond the end of RAM',
  brief: 'Static memory reaches beyond the end of RAM.',
  explain:
    'Nothing checks static memory against /memory. Xen keeps an entry in its table of pages only for pages up to the end of RAM and walks off the table when it makes the static pages ready: a data abort before the console is up. Up to 4.21 the table is padded to 2 or 32 MiB, and an entry in the padding is a BUG instead.',
  fix: 'Keep static memory inside the banks of /memory.',
  consequence: 'abort',
  early: true,
  says: noPageInfo.map((saying) => ({
    ...saying,
    lines: ({ paddedMfn }) => (paddedMfn === null ? saying.lines() : [paddedLine(paddedMfn)]),
  })),
  ends: [{ text: () => DATA_ABORT }],
  source: UNPREPARE_STATIC,
};

export const example: Example = {
  triggers: () => machine(domU({ banks: [0xb8000000, 256 * MIB] })),
  harmless: () => machine(domU({ banks: [0xb0000000, 256 * MIB] })),
};
