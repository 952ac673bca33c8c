// static-dm-banks-too-many: a direct-mapped domain with more banks than Xen has room for.
import { domU, machine, scattered } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { citedFrom, inStaticMemory } from '../sources.ts';

export const directBanksTooMany: Refusal<{ readonly id: number }> = {
  id: 'static-dm-banks-too-many',
  title: 'a direct-mapped domain with too many banks',
  brief: 'A direct-mapped domain has more than 256 banks.',
  explain:
    'Under direct-map every range of xen,static-mem becomes a bank of the guest, and Xen has room for 256. The early parser stops a tree with more reserved ranges first, unless it did not count some: it passes over ranges of no size, and from 4.19 over all of a disabled domain’s. The function that builds the domain counts those too.',
  fix: 'Drop the ranges of no size, or join ranges that touch.',
  consequence: 'panic',
  early: false,
  says: [{ lines: ({ id }) => [`d${id}: exceed max number of supported guest memory banks.`] }],
  ends: [],
  source: citedFrom('4.17', inStaticMemory('assign_static_memory_11')),
};

/** Scattered banks of a MiB, and as many of no size. */
const withEmpty = (banks: number, empty: number): string =>
  machine(
    domU({
      banks: [...scattered(banks), ...Array.from({ length: empty }, () => [0xb0000000, 0]).flat()],
      more: 'direct-map;',
    }),
  );

export const example: Example = {
  build: 'release',
  triggers: () => withEmpty(100, 157),
  harmless: () => withEmpty(100, 156),
};
