// dtb-too-big: the guest’s device tree does not fit its buffer.
import { domU, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const guestTreeTooBig: Refusal<{ readonly rc: number }> = {
  id: 'dtb-too-big',
  title: 'the guest’s device tree does not fit its buffer',
  explain:
    'Up to 4.21 the tree Xen makes for a guest must fit 4 KiB, from 4.22 18 KiB. Every bank, vCPU and shared region takes some of it.',
  fix: 'Use fewer, larger banks, fewer vCPUs or shared regions, or 4.22.',
  consequence: 'panic',
  early: false,
  says: [{ lines: ({ rc }) => [`Device tree generation failed (${rc}).`] }],
  ends: [],
  source: [{ at: 'prepare_dtb_domU' }],
};

export const example: Example = {
  release: '4.21',
  triggers: () => machine(domU({ cpus: 'cpus = <40>;' })),
  harmless: () => machine(domU({ cpus: 'cpus = <8>;' })),
};
