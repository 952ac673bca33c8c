// pt-irq-taken: the interrupt of a passed-through device is somebody else’s.
import { asking, BAD, dom0, domU, hostDevice, machine, partialTree, partialTreeAt } from '../example-text.ts';
import type { Example } from '../example.ts';
import { type ForDomain, unableToMap, unableToMap417 } from '../lines.ts';
import type { Refusal } from '../refusal.ts';
import { ROUTE_INTERRUPT } from '../sources.ts';

interface Taken extends ForDomain {
  /** Xen, or a domain by its number. */
  readonly holder: 'Xen' | number;
}

const usedBy = ({ irq, holder }: Taken): string =>
  `IRQ ${irq} is already used by ${holder === 'Xen' ? holder : `domain ${holder}`}`;

export const interruptTaken: Refusal<Taken> = {
  id: 'pt-irq-taken',
  title: 'the interrupt of a passed-through device is somebody else’s',
  brief: 'Xen or another domain already has the device’s interrupt.',
  explain:
    'An interrupt goes to one domain, or to Xen. dom0 is built first and gets the interrupts of every device of the host that is not marked xen,passthrough; Xen keeps that of its console.',
  fix: 'Mark the host’s node with xen,passthrough so that dom0 leaves it alone, and give the device to one domain only.',
  consequence: 'panic',
  early: false,
  says: [
    { until: '4.18', lines: (taken) => [usedBy(taken), unableToMap417(taken)] },
    { lines: (taken) => [usedBy(taken), unableToMap(taken)] },
  ],
  ends: [],
  source: ROUTE_INTERRUPT,
};

export const example: Example = {
  blobs: { [`0x${BAD.toString(16)}`]: () => partialTree(asking()) },
  triggers: () => machine(dom0 + domU({ more: partialTreeAt(BAD) }), { devices: hostDevice() }),
  harmless: () =>
    machine(dom0 + domU({ more: partialTreeAt(BAD) }), { devices: hostDevice('xen,passthrough;') }),
};
