// hwdom-nr-spis: nr_spis for the hardware domain.
import { hardware, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const hardwareSpis: Refusal<unknown> = {
  id: 'hwdom-nr-spis',
  title: 'nr_spis for the hardware domain',
  brief: 'A hardware domain says nr_spis.',
  explain:
    'The hardware domain has as many interrupts as the host, and Xen insists that nr_spis is left out.',
  fix: 'Remove nr_spis.',
  consequence: 'panic',
  early: false,
  says: [],
  ends: [{ text: () => 'nr_spis cannot be specified for hardware domain' }],
  source: [{ since: '4.21', at: 'arch/arm/dom0less-build.c:arch_parse_dom0less_node' }],
};

export const example: Example = {
  triggers: () => machine(hardware(1, 'nr_spis = <64>;')),
  harmless: () => machine(hardware(1)),
};
