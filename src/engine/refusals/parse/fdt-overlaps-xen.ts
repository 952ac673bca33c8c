// fdt-overlaps-xen: the device tree blob overlaps Xen.
import { good } from '../example-text.ts';
import type { Example } from '../example.ts';
import { type Overlap, regionLine } from '../overlap.ts';
import type { Refusal } from '../refusal.ts';
import { ADD_MODULE } from '../sources.ts';

export const fdtOverXen: Refusal<Overlap> = {
  id: 'fdt-overlaps-xen',
  title: 'the device tree blob overlaps Xen',
  explain:
    'From 4.18 the blob is not recorded as a module when its range is taken by Xen: its memory may be used for something else while Xen still reads it.',
  fix: 'Load the blob elsewhere.',
  consequence: 'dropped',
  early: true,
  says: [{ since: '4.18', lines: regionLine }],
  ends: [],
  source: ADD_MODULE,
};

export const example: Example = { xen: 0x47f00000, triggers: good, harmless: good };
