// One device of the host for one domain: its registers, its interrupts, its place behind an IOMMU.
//
// Stands for handle_passthrough_prop with map_device_irqs_to_domain (handle_device_interrupts up to 4.17),
// route_irq_to_guest (arch/arm/irq.c) and iommu_assign_dt_device (drivers/passthrough/device_tree.c).
import { groupedHex } from '../../model/addr.ts';
import { cellCount, type Cells } from '../../model/cells.ts';
import { range } from '../../model/range.ts';
import { sizeText } from '../../model/size.ts';
import type { GuestWindow } from '../analysis.ts';
import { cellsOutOfBounds } from '../refusals/passthrough/pt-cells.ts';
import { deviceTaken } from '../refusals/passthrough/pt-device-taken.ts';
import { interruptTooHigh } from '../refusals/passthrough/pt-irq-nr-spis.ts';
import { interruptNotShared } from '../refusals/passthrough/pt-irq-not-spi.ts';
import { interruptTaken } from '../refusals/passthrough/pt-irq-taken.ts';
import { windowNotMapped } from '../refusals/passthrough/pt-map-failed.ts';
import { noIommu } from '../refusals/passthrough/pt-no-iommu.ts';
import { noHostNode } from '../refusals/passthrough/pt-no-node.ts';
import { windowUnaligned } from '../refusals/passthrough/pt-reg-align.ts';
import { windowEmpty } from '../refusals/passthrough/pt-zero-size.ts';
import type { Refusal } from '../refusals/refusal.ts';
import { holderOfDevice, holderOfInterrupt, interruptsAtGic } from './device-holders.ts';
import { type DomainNode, domainTag } from './domain-node.ts';
import { type Detail, stopDomain } from './domain-trace.ts';
import { readNumber } from './early-memory.ts';
import { FIRST_SPI, type HostNode, hostNodeAt } from './host-node.ts';
import { hasIommu, isProtected } from './iommu.ts';
import type { Boot } from './state.ts';

/** Records that a device cannot be had; what that means for the boot is the caller's. */
export type Refuse = <P>(refusal: Refusal<P>, params: P, detail: Detail) => void;

export interface Asking {
  /** Path of the asking node in the blob. */
  readonly where: string;
  readonly cells: Cells;
  /** `xen,reg`: host address, size, guest address, repeated. */
  readonly reg: Uint8Array;
  /** `xen,path`; null only where the device is forced. */
  readonly device: string | null;
  readonly forced: boolean;
  /** Maps registers into the guest; false when it cannot be done. */
  map(window: GuestWindow): boolean;
  refuse(rc: number): Refuse;
}

/** Whether Xen is content with the node. */
export const assignDevice = (boot: Boot, domain: DomainNode, asking: Asking): boolean =>
  mapRegisters(boot, domain, asking) &&
  (asking.device === null || attach(boot, domain, asking, asking.device));

const PAGE = 4096n;

function mapRegisters(boot: Boot, domain: DomainNode, asking: Asking): boolean {
  const { cells, reg, where } = asking;
  const { address, size: sizeCells } = cells;
  const whose = `${where} in ${domain.name}’s passthrough blob`;
  const plain = (count: number): boolean => count === 1 || count === 2;
  if (boot.does.checksPassthroughCells && !(plain(address) && plain(sizeCells))) {
    asking.refuse(-22)(cellsOutOfBounds, cells, {
      message: `${whose}: xen,reg is read with #address-cells ${address} and #size-cells ${sizeCells}, which its parent states; both must be 1 or 2.`,
    });
    return false;
  }
  const step = 2 * address + sizeCells;
  // A division by zero, and what the compiler made of it.
  if (step === 0 && !boot.debug) {
    stopDomain(boot, domain, cellsOutOfBounds, cells, {
      consequence: 'hang',
      message: `${whose}: xen,reg is read with no cells at all, on which a release build of Xen ${boot.target.release} hangs.`,
    });
    return false;
  }
  const count = step === 0 ? 0 : Math.floor(cellCount(reg) / step);
  for (let at = 0; at < count * step; at += step) {
    const host = readNumber(boot, reg, at, address);
    const size = readNumber(boot, reg, at + address, sizeCells);
    const guest = readNumber(boot, reg, at + address + sizeCells, address);
    const window = { guest, host, size, device: asking.device, path: where };
    const text = `${sizeText(size)} of host registers at ${groupedHex(host)}, for guest address ${groupedHex(guest)}`;
    if ([host, size, guest].some((value) => value % PAGE !== 0n)) {
      asking.refuse(-22)(windowUnaligned, null, {
        range: range(host, size),
        message: `${whose} wants ${text}: all three must be whole pages of 4 KiB.`,
      });
      return false;
    }
    if (!asking.map(window)) {
      asking.refuse(-14)(windowNotMapped, window, {
        space: 'guest',
        range: range(guest, size),
        message: `${whose} wants ${text}, which cannot be mapped: the pool of page tables is used up, or the address is beyond what they reach.`,
      });
      return false;
    }
    if (size === 0n && boot.debug && boot.does.recordsPassthroughRanges) {
      stopDomain(boot, domain, windowEmpty, null, { message: `${whose} has an xen,reg without size.` });
      return false;
    }
  }
  return true;
}

function attach(boot: Boot, domain: DomainNode, asking: Asking, device: string): boolean {
  const at = hostNodeAt(boot.plan.tree.root, device);
  const whose = `${asking.where} in ${domain.name}’s passthrough blob`;
  if (at === null) {
    asking.refuse(-22)(
      noHostNode,
      { device },
      {
        message: `${whose} names the device ${device}, which is not in the host’s device tree.`,
      },
    );
    return false;
  }
  return routeInterrupts(boot, domain, asking, at) && putBehindIommu(boot, domain, asking, at);
}

/** vgic_num_irqs: what an explicit nr_spis is rounded up to. Without one a domain has as many as the host. */
const linesOf = ({ nrSpis }: DomainNode): number =>
  nrSpis === null ? Number.POSITIVE_INFINITY : FIRST_SPI + Math.ceil(nrSpis / 32) * 32;

function routeInterrupts(boot: Boot, domain: DomainNode, asking: Asking, at: HostNode): boolean {
  const tag = domainTag(domain);
  for (const irq of interruptsAtGic(boot, at)) {
    const lines = linesOf(domain);
    const params = { irq, tag, id: domain.id, lines };
    if (irq >= lines) {
      asking.refuse(-22)(interruptTooHigh, params, {
        message: `Interrupt ${irq} of ${at.path} is beyond the ${lines} lines that nr_spis = <${domain.nrSpis ?? 0}> gives ${domain.name}.`,
      });
      return false;
    }
    if (irq < FIRST_SPI) {
      asking.refuse(-22)(interruptNotShared, params, {
        message: `Interrupt ${irq} of ${at.path} is private to each CPU; Xen hands only shared ones (from ${FIRST_SPI}) to a guest.`,
      });
      return false;
    }
    const holder = holderOfInterrupt(boot, irq);
    if (holder !== null && holder !== domain.id) {
      asking.refuse(-16)(
        interruptTaken,
        { ...params, holder },
        {
          message: `Interrupt ${irq} of ${at.path} is ${holder === 'Xen' ? 'Xen’s own console’s' : `already d${holder}’s`}${holder === 0 ? ': without xen,passthrough in the host’s node dom0 gets the device' : ''}.`,
        },
      );
      return false;
    }
    boot.given.interrupts.set(irq, domain.id);
  }
  return true;
}

function putBehindIommu(boot: Boot, domain: DomainNode, asking: Asking, at: HostNode): boolean {
  const guarded = isProtected(boot, at);
  if (!guarded && asking.forced) return true;
  if (!guarded) {
    asking.refuse(-22)(noIommu, null, {
      message: `${at.path} is not behind an IOMMU that Xen drives${hasIommu(boot) ? '' : ' (there is none)'}, and ${asking.where} in ${domain.name}’s passthrough blob does not say xen,force-assign-without-iommu.`,
    });
    return false;
  }
  const holder = holderOfDevice(boot, at);
  if (holder !== null) {
    asking.refuse(-16)(deviceTaken, null, {
      message: `${at.path} already belongs to d${holder}${holder === 0 ? ': without xen,passthrough in the host’s node dom0 gets it' : ''}.`,
    });
    return false;
  }
  boot.given.devices.set(at.node, domain.id);
  return true;
}
