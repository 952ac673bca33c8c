// dtb-too-big: the guest’s device tree does not fit its buffer.
import { domU, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { inDom0lessBuild } from '../sources.ts';

export const guestTreeTooBig: Refusal<{ readonly rc: number }> = {
  id: 'dtb-too-big',
  title: 'the guest’s device tree does not fit its buffer',
  brief: 'The device tree Xen makes for the guest does not fit its buffer.',
  explain:
    'Xen writes the guest’s device tree into a buffer of 4 KiB up to 4.21 and of 18 KiB from 4.22, to which the size of a passthrough blob is added, up to 2 MiB. Every further bank takes 16 bytes, every vCPU 96, every shared region 128 or 144. On the older releases there is room for 32 vCPUs, or some 185 banks. With a vPL011 the last property may be dropped silently to make the tree fit.',
  fix: 'Use fewer, larger banks, fewer vCPUs or shared regions, or 4.22.',
  consequence: 'panic',
  early: false,
  says: [{ lines: ({ rc }) => [`Device tree generation failed (${rc}).`] }],
  ends: [],
  source: inDom0lessBuild('prepare_dtb_domU'),
};

export const example: Example = {
  release: '4.21',
  triggers: () => machine(domU({ cpus: 'cpus = <40>;' })),
  harmless: () => machine(domU({ cpus: 'cpus = <8>;' })),
};
