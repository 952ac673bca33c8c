// resv-overlap: a reserved-memory region overlaps something recorded before it.
import { domU, machine, MIB, reserve } from '../example-text.ts';
import type { Example } from '../example.ts';
import { type Overlap, regionLine } from '../overlap.ts';
import type { Refusal } from '../refusal.ts';
import { OVERLAP_CHECK } from '../sources.ts';

export const reservedOverlap: Refusal<Overlap> = {
  id: 'resv-overlap',
  title: 'a reserved-memory region overlaps something recorded before it',
  brief: 'A reserved-memory region overlaps something Xen recorded before it.',
  explain:
    'Xen compares every range of /reserved-memory with what it has read so far: other reserved ranges, static memory, the static heap, shared memory, Xen itself, the blob and boot modules. Which of the two is blamed depends on their order in the document. From 4.19 the panic comes before the console is up; 4.18 prints the line and stops reading the tree; 4.17 does not compare. From 4.20, and 4.19.2, a region wholly inside a /memreserve/ entry is fine.',
  fix: 'Move one of the two, or load the module or blob elsewhere.',
  consequence: 'panic',
  early: true,
  says: [{ since: '4.18', lines: regionLine }],
  ends: [],
  source: OVERLAP_CHECK,
};

export const example: Example = {
  triggers: () => machine(domU(), { reserved: reserve(0x48000000, MIB) }),
  harmless: () => machine(domU(), { reserved: reserve(0x49000000, MIB) }),
};
