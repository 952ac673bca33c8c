// mod-overlap: a boot module overlaps something recorded before it.
import { domU, kernel, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import { type Overlap, regionLine } from '../overlap.ts';
import type { Refusal } from '../refusal.ts';
import { ADD_MODULE, KERNEL_PROBE } from '../sources.ts';

export const moduleOverlap: Refusal<Overlap> = {
  id: 'mod-overlap',
  title: 'a boot module overlaps something recorded before it',
  brief: 'A boot module is dropped because its range is already taken.',
  explain:
    'From 4.18 Xen compares every module with what it has recorded so far and does not record one that overlaps. It prints one line and goes on: what fails is the domain that needs the module, much later. A boot loader loads it all the same: where that puts it over the header of a kernel, the domain of that kernel fails before. 4.17 records modules unseen. A second mention of the very same module, as when two domains share a kernel, prints the line too but does no harm.',
  fix: 'Load the module elsewhere, or move what it overlaps.',
  consequence: 'dropped',
  early: true,
  says: [{ since: '4.18', lines: regionLine }],
  ends: [],
  source: ADD_MODULE,
};

/** A kernel whose header a module lies over that was loaded later. */
export const kernelBuried: Refusal<unknown> = {
  ...moduleOverlap,
  consequence: 'panic',
  early: false,
  says: [],
  source: KERNEL_PROBE,
};

export const example: Example = {
  triggers: () => machine(domU({ kernel: kernel(0x48000000) })),
  harmless: () => machine(domU({ kernel: kernel(0x49000000) })),
};
