// dm-vpl011-no-uart: a direct-mapped domain's virtual UART has no UART to stand in for.
import { domU, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { VPL011 } from '../sources.ts';

export const vpl011WithoutUart: Refusal<unknown> = {
  id: 'dm-vpl011-no-uart',
  title: 'vpl011 under direct-map without a console that Xen drives',
  brief: 'A direct-mapped domain’s virtual UART cannot take the place of Xen’s own, because Xen has none.',
  explain:
    'Under direct-map the virtual UART appears at the address and with the interrupt of Xen’s own console: dtuart on Xen’s command line, else stdout-path. When no driver has taken that UART there is neither. From 4.18 the domain fails with -EINVAL. 4.17 prints the line, goes on without an interrupt number, and hits a BUG when it writes the guest’s device tree. Without nr_spis Xen does not get as far as this.',
  fix: 'Let stdout-path name a UART that Xen has a driver for, or remove vpl011.',
  consequence: 'panic',
  early: false,
  says: [{ lines: () => ['vpl011: Unable to re-use the Xen UART information.'] }],
  ends: [],
  source: VPL011,
};

/** 4.17 goes on to the guest's device tree, where an interrupt has a number. */
export const vpl011WithoutIrq: Refusal<unknown> = {
  ...vpl011WithoutUart,
  consequence: 'bug',
  ends: [{ text: () => 'Xen BUG at arch/arm/domain_build.c:1258' }],
  source: [{ since: '4.17', until: '4.18', at: 'arch/arm/domain_build.c:set_interrupt' }],
};

export const example: Example = {
  triggers: () =>
    machine(domU({ more: 'direct-map; vpl011; nr_spis = <32>;' })).replace(
      '"/pl011@9000000"',
      '"/serial@9000000"',
    ),
  harmless: () => machine(domU({ more: 'direct-map; vpl011; nr_spis = <32>;' })),
};
