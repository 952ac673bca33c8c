// Who has which of the host's interrupts and devices: Xen itself, the hardware domain, or the domain they were passed to.
//
// Stands for what route_irq_to_guest (arch/arm/irq.c) finds taken, for handle_device (arch/arm/domain_build.c up to 4.18,
// arch/arm/device.c since), which gives the hardware domain all that is not marked xen,passthrough, and for the list of
// devices of iommu_assign_dt_device.
import { findProperty, type TreeNode } from '../../model/tree.ts';
import type { GuestWindow } from '../analysis.ts';
import { availableNodes, type HostNode, hostNodeAt, interruptsOf } from './host-node.ts';
import { isProtected } from './iommu.ts';
import type { Boot } from './state.ts';

/** Xen, or a domain by its number. */
export type Holder = 'Xen' | number;

/** What was given to domains one by one: interrupts, devices behind an IOMMU, registers. */
export interface Given {
  readonly interrupts: Map<number, number>;
  readonly devices: Map<TreeNode, number>;
  readonly windows: { readonly domain: string; readonly window: GuestWindow }[];
}

export const nothingGiven = (): Given => ({ interrupts: new Map(), devices: new Map(), windows: [] });

/** The interrupts of a node at the host's GIC. */
export function interruptsAtGic(boot: Boot, at: HostNode): readonly number[] {
  const { gic } = boot.plan.host;
  return gic === null ? [] : interruptsOf(boot.plan.tree.root, at, gic.path);
}

const staysWithHost = ({ node }: HostNode): boolean => findProperty(node, 'xen,passthrough') === undefined;

/** Interrupts of Xen's console, and of every device that is not marked for passing through. */
function interruptsOfHost(boot: Boot) {
  const { root } = boot.plan.tree;
  const { uart } = boot.plan.host;
  const console = uart === null ? null : hostNodeAt(root, uart.path);
  const xen = new Set(console === null ? [] : interruptsAtGic(boot, console));
  const hardware = new Set<number>();
  for (const at of availableNodes(root))
    if (staysWithHost(at) && at.path !== uart?.path)
      for (const irq of interruptsAtGic(boot, at)) hardware.add(irq);
  return { xen, hardware };
}

/** Interrupts of all devices that are not marked for passing through. */
export const interruptsOfHardware = (boot: Boot): ReadonlySet<number> => boot.once(interruptsOfHost).hardware;

export function holderOfInterrupt(boot: Boot, irq: number): Holder | null {
  const host = boot.once(interruptsOfHost);
  if (host.xen.has(irq)) return 'Xen';
  const given = boot.given.interrupts.get(irq);
  if (given !== undefined) return given;
  return boot.hardwareDomain !== null && host.hardware.has(irq) ? boot.hardwareDomain : null;
}

/** Who has a device that is behind an IOMMU. */
export function holderOfDevice(boot: Boot, at: HostNode): number | null {
  const given = boot.given.devices.get(at.node);
  if (given !== undefined) return given;
  return boot.hardwareDomain !== null && staysWithHost(at) && isProtected(boot, at)
    ? boot.hardwareDomain
    : null;
}
