// pt-device-taken: a device behind an IOMMU is given twice.
import { asking, BAD, dom0, domU, hostDevice, machine, partialTree, partialTreeAt } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const deviceTaken: Refusal<unknown> = {
  id: 'pt-device-taken',
  title: 'a device behind an IOMMU is given twice',
  brief: 'Another domain already has the device behind the IOMMU.',
  explain:
    'A device can be in the IOMMU context of one domain only. dom0 is built first and gets every device of the host that is not marked xen,passthrough.',
  fix: 'Mark the host’s node with xen,passthrough, and give the device to one domain only.',
  consequence: 'panic',
  early: false,
  says: [],
  ends: [],
  source: [{ at: 'drivers/passthrough/device_tree.c:iommu_assign_dt_device' }],
};

const smmu = 'smmu: iommu@b000000 { compatible = "arm,mmu-500"; #iommu-cells = <1>; };';
const quiet = (more: string): string => `${smmu} ${hostDevice(more).replace(/interrupts = <.*?>;/, '')}`;

export const example: Example = {
  blobs: { [`0x${BAD.toString(16)}`]: () => partialTree(asking({ forced: false })) },
  triggers: () =>
    machine(dom0 + domU({ more: partialTreeAt(BAD) }), { devices: quiet('iommus = <&smmu 1>;') }),
  harmless: () =>
    machine(dom0 + domU({ more: partialTreeAt(BAD) }), {
      devices: quiet('iommus = <&smmu 1>; xen,passthrough;'),
    }),
};
