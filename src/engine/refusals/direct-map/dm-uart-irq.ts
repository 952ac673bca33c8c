// dm-uart-irq: a direct-mapped domain on a machine whose console Xen does not drive.
import { domU, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

/** As Xen's console has no interrupt to hand on. */
export const consoleWithoutIrq: Refusal<unknown> = {
  id: 'dm-uart-irq',
  title: 'direct-map without a console that Xen drives',
  brief:
    'Xen cannot size the interrupt controller of a direct-mapped domain, because it has no UART of its own.',
  explain:
    'How many interrupts a domain’s controller has depends on its virtual UART, and under direct-map that one has the interrupt of Xen’s own console: dtuart on Xen’s command line, else stdout-path. From 4.18 Xen panics when no driver has taken that UART, even if the domain wants no virtual UART; only an explicit nr_spis keeps it from asking. 4.17 takes the missing number for a very large one, and then cannot create a domain that does want one. As there is no console, none of this is seen.',
  fix: 'Let stdout-path name a UART that Xen has a driver for, or give the domain nr_spis.',
  consequence: 'panic',
  early: false,
  says: [],
  ends: [{ since: '4.18', text: () => 'Error getting IRQ number for this serial port 0' }],
  source: [
    { until: '4.19', at: 'arch/arm/domain_build.c:create_domUs' },
    { since: '4.19', until: '4.21', at: 'arch/arm/dom0less-build.c:create_domUs' },
    { since: '4.21', at: 'arch/arm/dom0less-build.c:arch_parse_dom0less_node' },
  ],
};

export const example: Example = {
  triggers: () => machine(domU({ more: 'direct-map;' })).replace('"/pl011@9000000"', '"/serial@9000000"'),
  harmless: () => machine(domU({ more: 'direct-map;' })),
};
