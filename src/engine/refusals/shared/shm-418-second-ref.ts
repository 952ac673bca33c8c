// shm-418-second-ref: Xen 4.18 trips over its own shared memory.
import { goodShared, MIB, shm, twoShared } from '../example-text.ts';
import type { Example } from '../example.ts';
import { type Overlap, regionLine } from '../overlap.ts';
import type { Refusal } from '../refusal.ts';

export const sharedSecondReference: Refusal<Overlap> = {
  id: 'shm-418-second-ref',
  title: 'Xen 4.18 trips over its own shared memory',
  brief: 'Xen 4.18 refuses a shared region when a second domain names it.',
  explain:
    'The second node of a region is compared with all reserved ranges, and among them it meets the region itself. Only when the region was the very first range recorded does the search end before that. 4.18 prints the overlap and stops reading the tree; borrowers that come later are not counted. Fixed in 4.19 (6d14a742f8).',
  fix: 'Use 4.19 or newer, or put the shared region first in the tree.',
  consequence: 'panic',
  early: true,
  says: [{ lines: regionLine }],
  ends: [],
  source: [{ since: '4.18', until: '4.19', at: 'arch/arm/bootfdt.c:process_shm_node' }],
};

export const example: Example = {
  release: '4.18',
  triggers: () => twoShared(shm('ipc', 0x90000000, 0x10000000, MIB), shm('ipc', 0x90000000, 0x10000000, MIB)),
  harmless: goodShared,
};
