// mod-ramdisk-lost: a ramdisk is dropped.
import { domU, machine, MIB, ramdisk } from '../example-text.ts';
import type { Example } from '../example.ts';
import { type Overlap, regionLine } from '../overlap.ts';
import type { Refusal } from '../refusal.ts';
import { ADD_MODULE } from '../sources.ts';

export const ramdiskLost: Refusal<Overlap> = {
  id: 'mod-ramdisk-lost',
  title: 'a ramdisk is dropped',
  brief: 'A domain starts without its ramdisk, because its range was already taken.',
  explain:
    'From 4.18 a module that overlaps something recorded before it is not recorded. For a kernel that stops the domain; a ramdisk is optional, so Xen builds the domain without it and says nothing more. The guest boots as far as it gets without its root file system.',
  fix: 'Load the ramdisk elsewhere, or move what it overlaps.',
  consequence: 'dropped',
  early: true,
  says: [{ since: '4.18', lines: regionLine }],
  ends: [],
  source: ADD_MODULE,
};

export const example: Example = {
  triggers: () => machine(domU({ more: ramdisk(0x48000000, MIB) })),
  harmless: () => machine(domU({ more: ramdisk(0x49000000, MIB) })),
};
