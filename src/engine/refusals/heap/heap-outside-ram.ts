// heap-outside-ram: the static heap lies outside RAM.
import { domU, machine, MIB, staticHeap } from '../example-text.ts';
import type { Example } from '../example.ts';
import { DATA_ABORT } from '../lines.ts';
import type { Refusal } from '../refusal.ts';
import { UNMAPPABLE, UNMAPPABLE_AT } from '../unmappable.ts';
import { SETUP_MM_64 } from '../sources.ts';

export const heapOutsideRam: Refusal<unknown> = {
  id: 'heap-outside-ram',
  title: 'the static heap lies outside RAM',
  brief: 'The static heap, or part of it, lies outside RAM.',
  explain:
    'Nothing checks xen,static-heap against /memory. Xen takes its first pages, for page tables, from the top of the highest heap bank and touches memory it has no mapping for: a data abort before the console is up. 4.17 hangs without a word.',
  fix: 'Keep the heap inside the banks of /memory.',
  consequence: 'abort',
  early: true,
  says: [
    { arch: 'arm32', lines: () => ['Data Abort Trap. Syndrome=0x50'] },
    { lines: () => ['Data Abort Trap. Syndrome=0x1c08046'] },
  ],
  ends: [{ since: '4.18', text: () => DATA_ABORT }],
  source: SETUP_MM_64,
};

/** Beyond what a page table entry can hold of an address a debug build asserts. */
export const heapUnmappable: Refusal<unknown> = {
  ...heapOutsideRam,
  consequence: 'assertion',
  ends: UNMAPPABLE,
  source: UNMAPPABLE_AT,
};

/** Where Xen can reach the memory all the same. */
export const heapOutsideUnnoticed: Refusal<unknown> = { ...heapOutsideRam, says: [], ends: [] };

export const example: Example = {
  triggers: () => machine(staticHeap(0xbe000000, 64 * MIB) + domU()),
  harmless: () => machine(staticHeap(0xbc000000, 64 * MIB) + domU()),
};
