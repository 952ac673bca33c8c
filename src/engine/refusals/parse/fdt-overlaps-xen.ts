// fdt-overlaps-xen: the device tree blob overlaps Xen.
import { good } from '../example-text.ts';
import type { Example } from '../example.ts';
import { type Overlap, regionLine } from '../overlap.ts';
import type { Refusal } from '../refusal.ts';
import { ADD_MODULE } from '../sources.ts';

export const fdtOverXen: Refusal<Overlap> = {
  id: 'fdt-overlaps-xen',
  title: 'the device tree blob overlaps Xen',
  brief: 'The device tree blob lies over Xen itself, so Xen does not record where the blob is.',
  explain:
    'The blob is the second module Xen records, right after itself. From 4.18 a module whose range is already taken is dropped with a line on the console and nothing more: Xen goes on reading the blob, but no longer knows that its memory is in use and may hand it to something else. Whether Xen or the blob has already been damaged by the boot loader is another question.',
  fix: 'Load the blob elsewhere.',
  consequence: 'dropped',
  early: true,
  says: [{ since: '4.18', lines: regionLine }],
  ends: [],
  source: ADD_MODULE,
};

export const example: Example = { xen: 0x47f00000, triggers: good, harmless: good };
