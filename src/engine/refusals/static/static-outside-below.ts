// static-outside-below: static memory below the start of RAM.
import { domU, good, machine, MIB } from '../example-text.ts';
import type { Example } from '../example.ts';
import { DATA_ABORT, noPageInfo } from '../lines.ts';
import type { Refusal } from '../refusal.ts';
import { UNPREPARE_STATIC } from '../sources.ts';

const BELOW_DIRECTMAP =
  "Assertion '(mfn_to_pdx(maddr_to_mfn(ma)) - directmap_base_pdx) < (DIRECTMAP_SIZE >> PAGE_SHIFT)'";

export const staticOutsideBelow: Refusal<unknown> = {
  id: 'static-outside-below',
  title: 'static memory below the start of RAM',
  brief: 'Static memory lies below the start of RAM.',
  explain:
    'Nothing checks static memory against /memory. The index into the table of pages is counted from the first page of RAM and goes below zero: a data abort before the console is up. From 4.22 the table is kept in whole gigabytes, so that a bank in the same gigabyte as the first RAM gets as far as its domain: there a debug build asserts, and a release build aborts when it first touches the memory. On many boards devices live at such addresses.',
  fix: 'Keep static memory inside the banks of /memory.',
  consequence: 'abort',
  early: true,
  says: [
    { arch: 'arm64', until: '4.17', lines: () => ['Data Abort Trap. Syndrome=0x1c28005'] },
    ...noPageInfo,
  ],
  ends: [{ text: () => DATA_ABORT }],
  source: UNPREPARE_STATIC,
};

/** The same where Xen has a page_info for it, noticed when the domain's memory is first touched. */
export const staticBelowTouched: Refusal<unknown> = {
  ...staticOutsideBelow,
  early: false,
  source: [{ since: '4.22', at: 'common/page_alloc.c:prepare_staticmem_pages' }],
};

/** A debug build asserts there. */
export const staticBelowMapped: Refusal<unknown> = {
  ...staticOutsideBelow,
  consequence: 'assertion',
  early: false,
  says: [],
  ends: [{ text: () => `${BELOW_DIRECTMAP} failed at ./arch/arm/include/asm/mmu/mm.h:72` }],
  source: [{ since: '4.22', at: 'arch/arm/include/asm/mmu/mm.h:maddr_to_virt' }],
};

export const example: Example = {
  triggers: () => machine(domU({ banks: [0x30000000, 256 * MIB] })),
  harmless: good,
};
