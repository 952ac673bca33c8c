// static-unaligned-start: static memory does not start on a page.
import { type Acquire, acquireLines } from '../acquire.ts';
import { domU, machine, MIB } from '../example-text.ts';
import type { Example } from '../example.ts';
import { assertAligned } from '../lines.ts';
import type { Refusal } from '../refusal.ts';
import { ACQUIRE_BANK } from '../sources.ts';

export const staticUnalignedStart: Refusal<unknown> = {
  id: 'static-unaligned-start',
  title: 'static memory does not start on a page',
  brief: 'A static bank does not start on a page boundary.',
  explain:
    'Xen hands out pages of 4 KiB. While making static memory ready it rounds the start up; when a domain takes the bank it rounds down, and so asks for a page that was never made ready. A debug build asserts before that.',
  fix: 'Align the start to 4 KiB (better 2 MiB).',
  consequence: 'assertion',
  early: false,
  says: [],
  ends: assertAligned,
  source: ACQUIRE_BANK,
};

export const staticUnalignedAcquire: Refusal<Acquire> = {
  ...staticUnalignedStart,
  consequence: 'panic',
  says: [{ lines: acquireLines }],
  ends: [],
};

export const example: Example = {
  build: 'debug',
  triggers: () => machine(domU({ banks: [0x60000800, 128 * MIB] })),
  harmless: () => machine(domU({ banks: [0x60001000, 128 * MIB] })),
};
