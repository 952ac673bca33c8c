// pt-irq-nr-spis: nr_spis leaves out the interrupt of a passed-through device.
import { asking, BAD, hostDevice, partialTree, withPartialTree } from '../example-text.ts';
import type { Example } from '../example.ts';
import { type ForDomain, unableToMap, unableToMap417 } from '../lines.ts';
import type { Refusal } from '../refusal.ts';
import { ROUTE_INTERRUPT } from '../sources.ts';

interface TooHigh extends ForDomain {
  /** vgic_num_irqs: the domain's lines, private ones included. */
  readonly lines: number;
}

const tooHigh = ({ irq, id, lines }: TooHigh): string =>
  `the vIRQ number ${irq} is too high for domain ${id} (max = ${lines})`;

export const interruptTooHigh: Refusal<TooHigh> = {
  id: 'pt-irq-nr-spis',
  title: 'nr_spis leaves out the interrupt of a passed-through device',
  brief: 'nr_spis is too small for the device’s interrupt.',
  explain:
    'A guest sees a device’s interrupt under the host’s number. An explicit nr_spis, which Xen rounds up to a multiple of 32, must reach that far; without it a domain has as many as the host.',
  fix: 'Remove nr_spis, or raise it.',
  consequence: 'panic',
  early: false,
  says: [
    { until: '4.18', lines: (irq) => [tooHigh(irq), unableToMap417(irq)] },
    { until: '4.21', lines: (irq) => [tooHigh(irq), unableToMap(irq)] },
    {
      lines: (irq) => [`invalid vIRQ number ${irq.irq} for domain ${irq.tag}`, unableToMap(irq)],
    },
  ],
  ends: [],
  source: ROUTE_INTERRUPT,
};

const host = { devices: hostDevice().replace('<0 16 4>', '<0 40 4>') };

export const example: Example = {
  blobs: { [`0x${BAD.toString(16)}`]: () => partialTree(asking()) },
  triggers: () => withPartialTree(BAD, { more: 'nr_spis = <32>;' }, host),
  harmless: () => withPartialTree(BAD, { more: 'nr_spis = <33>;' }, host),
};
