// vpl011-nr-spis: nr_spis leaves no interrupt for vPL011.
import { domU, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const vpl011NoInterrupt: Refusal<unknown> = {
  id: 'vpl011-nr-spis',
  title: 'nr_spis leaves no interrupt for vPL011',
  brief: 'nr_spis leaves no interrupt for the domain’s virtual UART.',
  explain:
    'The vPL011 takes one shared peripheral interrupt: number 32, the first, or under direct-map that of Xen’s own console. By default Xen allocates enough; an explicit nr_spis must include it. From 4.18 the domain fails with -EINVAL and no word of explanation. 4.17 goes on: the guest’s device tree has a UART that does not answer.',
  fix: 'Remove nr_spis, or raise it.',
  consequence: 'panic',
  early: false,
  says: [],
  ends: [],
  source: [{ at: 'arch/arm/vpl011.c:domain_vpl011_init' }],
};

export const example: Example = {
  triggers: () => machine(domU({ more: 'vpl011; nr_spis = <0>;' })),
  harmless: () => machine(domU({ more: 'vpl011; nr_spis = <1>;' })),
};
