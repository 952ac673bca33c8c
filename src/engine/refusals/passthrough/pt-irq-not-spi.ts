// pt-irq-not-spi: a passed-through device interrupts each CPU for itself.
import { asking, BAD, domU, hostDevice, machine, partialTree, partialTreeAt } from '../example-text.ts';
import type { Example } from '../example.ts';
import { type ForDomain, unableToMap, unableToMap417 } from '../lines.ts';
import type { Refusal } from '../refusal.ts';
import { ROUTE_INTERRUPT } from '../sources.ts';

const ONLY_SHARED = 'IRQ can only be routed to an SPI';

export const interruptNotShared: Refusal<ForDomain> = {
  id: 'pt-irq-not-spi',
  title: 'a passed-through device interrupts each CPU for itself',
  brief: 'The device’s interrupt is private to each CPU.',
  explain:
    'Private interrupts (the first 32, such as those of timers and of performance counters) belong to a CPU that Xen runs many guests on. Only shared ones can be given to a guest.',
  fix: 'Pass the registers alone: xen,force-assign-without-iommu without xen,path.',
  consequence: 'panic',
  early: false,
  says: [
    { until: '4.18', lines: (irq) => [ONLY_SHARED, unableToMap417(irq)] },
    { lines: (irq) => [ONLY_SHARED, unableToMap(irq)] },
  ],
  ends: [],
  source: ROUTE_INTERRUPT,
};

export const example: Example = {
  blobs: { [`0x${BAD.toString(16)}`]: () => partialTree(asking()) },
  triggers: () =>
    machine(domU({ more: partialTreeAt(BAD) }), {
      devices: hostDevice().replace('<0 16 4>', '<1 5 4>'),
    }),
  harmless: () => machine(domU({ more: partialTreeAt(BAD) }), { devices: hostDevice() }),
};
