// heap-overlap: the static heap overlaps something recorded before it.
import { domU, machine, MIB, staticHeap } from '../example-text.ts';
import type { Example } from '../example.ts';
import { type Overlap, regionLine } from '../overlap.ts';
import type { Refusal } from '../refusal.ts';
import { OVERLAP_CHECK } from '../sources.ts';

export const heapOverlap: Refusal<Overlap> = {
  id: 'heap-overlap',
  title: 'the static heap overlaps something recorded before it',
  explain:
    'xen,static-heap is read before the children of /chosen, so it meets Xen, the device tree blob and reserved memory. ' +
    'Modules come later and are dropped instead.',
  fix: 'Move the heap bank, or move what it overlaps.',
  consequence: 'panic',
  early: true,
  says: [{ since: '4.18', lines: regionLine }],
  ends: [],
  source: OVERLAP_CHECK,
};

export const example: Example = {
  triggers: () => machine(staticHeap(0x48000000, 64 * MIB) + domU()),
  harmless: () => machine(staticHeap(0x50000000, 64 * MIB) + domU()),
};
