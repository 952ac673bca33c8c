// pt-no-iommu: a passed-through device without an IOMMU.
import { asking, partialTree, partialTrees } from '../example-text.ts';
import type { Refusal } from '../refusal.ts';

export const noIommu: Refusal<unknown> = {
  id: 'pt-no-iommu',
  title: 'a passed-through device without an IOMMU',
  brief: 'A passed-through device is not behind an IOMMU that Xen drives.',
  explain:
    'A device that reads and writes memory by itself uses host addresses unless an IOMMU translates for it, so Xen hands over only devices that the host’s tree puts behind an IOMMU Xen has a driver for. For SMMUv3 that driver is off by default.',
  fix: 'Add xen,force-assign-without-iommu to the node if the guest may be trusted with all memory; a device that does DMA then needs direct-map.',
  consequence: 'panic',
  early: false,
  says: [],
  ends: [],
  source: [{ at: 'drivers/passthrough/device_tree.c:iommu_assign_dt_device' }],
};

export const example = partialTrees(() => partialTree(asking({ forced: false })));
