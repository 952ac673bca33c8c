// dm-vpl011-small-uart: Xen's UART has less than the page a virtual one takes.
import { domU, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { VPL011 } from '../sources.ts';

export const vpl011TooSmall: Refusal<unknown> = {
  id: 'dm-vpl011-small-uart',
  title: 'vpl011 under direct-map in place of a small UART',
  brief: 'A direct-mapped domain’s virtual UART takes a page, but Xen’s own has fewer registers than that.',
  explain:
    'Under direct-map the virtual UART appears where Xen’s own console is, and it takes a page of 4 KiB. Where the registers of the real one are fewer, as on many SoCs with 8250s, other devices may share that page, and Xen does not want to hide them. From 4.18 the domain fails with -EINVAL. 4.17 prints the line and goes on: the guest’s device tree has a UART that does not answer.',
  fix: 'Remove vpl011 or direct-map.',
  consequence: 'panic',
  early: false,
  says: [{ lines: () => ["vpl011: Can't re-use the Xen UART MMIO region as it is too small."] }],
  ends: [],
  source: VPL011,
};

export const example: Example = {
  triggers: () =>
    machine(domU({ more: 'direct-map; vpl011;' })).replace('0x9000000 0x0 0x1000', '0x9000000 0x0 0x800'),
  harmless: () => machine(domU({ more: 'direct-map; vpl011;' })),
};
