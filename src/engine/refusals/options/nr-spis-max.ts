// nr-spis-max: more interrupts than a GIC has.
import { domU, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const spisTooMany: Refusal<unknown> = {
  id: 'nr-spis-max',
  title: 'more interrupts than a GIC has',
  brief: 'nr_spis is more than 960.',
  explain:
    'A vGIC has shared interrupts in ranks of 32, and nr_spis is rounded up to them. A GIC has 988, which is no multiple: from 961 on the rank that would be needed is one too many, and the domain is refused with nothing but the return code.',
  fix: 'Remove nr_spis: a domain then has as many as the host.',
  consequence: 'panic',
  early: false,
  says: [],
  ends: [],
  source: [{ at: 'arch/arm/vgic.c:domain_vgic_init' }],
};

export const example: Example = {
  triggers: () => machine(domU({ more: 'nr_spis = <961>;' })),
  harmless: () => machine(domU({ more: 'nr_spis = <960>;' })),
};
