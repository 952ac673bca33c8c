// heap-overlap: the static heap overlaps something recorded before it.
import { domU, machine, MIB, staticHeap } from '../example-text.ts';
import type { Example } from '../example.ts';
import { type Overlap, regionLine } from '../overlap.ts';
import type { Refusal } from '../refusal.ts';
import { OVERLAP_CHECK } from '../sources.ts';

export const heapOverlap: Refusal<Overlap> = {
  id: 'heap-overlap',
  title: 'the static heap overlaps something recorded before it',
  brief: 'The static heap overlaps something Xen recorded before it.',
  explain:
    'xen,static-heap is a property of /chosen and so is read before the nodes in it: it meets Xen, the blob, /memreserve/ and whatever stands above /chosen in the tree. Modules and static memory come later and are the ones refused or dropped. From 4.19 the panic comes before the console is up; 4.18 stops reading the tree; 4.17 does not compare: over Xen itself it hangs, and of a blob that it overwrites it finds nothing any more.',
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
