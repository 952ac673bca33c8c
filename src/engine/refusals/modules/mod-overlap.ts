// mod-overlap: a boot module overlaps something recorded before it.
import { domU, kernel, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import { type Overlap, regionLine } from '../overlap.ts';
import type { Refusal } from '../refusal.ts';
import { ADD_MODULE } from '../sources.ts';

export const moduleOverlap: Refusal<Overlap> = {
  id: 'mod-overlap',
  title: 'a boot module overlaps something recorded before it',
  explain:
    'From 4.18 a module whose range is already taken is not recorded. Nothing fails at that moment: the domain that needs it does, later.',
  fix: 'Load the module elsewhere, or move what it overlaps.',
  consequence: 'dropped',
  early: true,
  says: [{ since: '4.18', lines: regionLine }],
  ends: [],
  source: ADD_MODULE,
};

export const example: Example = {
  triggers: () => machine(domU({ kernel: kernel(0x48000000) })),
  harmless: () => machine(domU({ kernel: kernel(0x49000000) })),
};
