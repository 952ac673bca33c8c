// Where a guest's kernel, device tree and ramdisk go, and whether Xen can copy them there.
//
// Stands for prepare_dtb_domU as far as it can fail, kernel_zimage_load, initrd_load and dtb_load: arch/arm/kernel.c and
// arch/arm/domain_build.c, from 4.21 also common/device-tree/domain-build.c.
import { addr, groupedHex } from '../../model/addr.ts';
import { range, type Range, subtract } from '../../model/range.ts';
import { sizeText } from '../../model/size.ts';
import type { GuestBank, GuestLoaded, GuestWindow } from '../analysis.ts';
import { directFirstNoPlace, directFirstTooSmall } from '../refusals/direct-map/dm-bank0-small.ts';
import { guestTreeTooBig } from '../refusals/placement/dtb-too-big.ts';
import { placeAbove4G } from '../refusals/placement/place-above-4g.ts';
import { placeBss } from '../refusals/placement/place-bss.ts';
import { placeKernelNone } from '../refusals/placement/place-kernel-none.ts';
import { placeNone } from '../refusals/placement/place-none.ts';
import { placeOutsideRam } from '../refusals/placement/place-outside-ram.ts';
import { placeTooSmall } from '../refusals/placement/place-too-small.ts';
import { staticEmptyTree } from '../refusals/static/static-empty.ts';
import { type DomainNode, domainTag, kernelPlace, memoryProperty } from './domain-node.ts';
import { failSetUp, guestRange, stopDomain } from './domain-trace.ts';
import { paddr } from './format.ts';
import { isGuest32bit, type LoadedModule } from './kernel-image.ts';
import { guestTree } from './guest-tree.ts';
import { place, type Placement } from './placement.ts';
import { extendedRegions, tellExtendedRegions } from './extended-regions.ts';
import { checkCopy } from './copy-to-guest.ts';
import { GUEST_GRANT } from './guest-layout.ts';
import type { Placed } from './guest-map.ts';
import { type Passthrough } from './passthrough.ts';
import type { Boot } from './state.ts';

const NOWHERE: Placed = { kernel: null, dtb: null, initrd: null, loaded: [] };

/** What its tree says of Xen, and where everything that is loaded goes. */
export interface Prepared extends Placed {
  /** Absent without a /hypervisor node. */
  readonly extended?: readonly Range[] | null;
}

/** prepare_dtb_domU, then place_modules and the copying into the guest's RAM. */
export function placeModules(
  boot: Boot,
  domain: DomainNode,
  banks: readonly GuestBank[],
  devices: Passthrough,
  kernel: LoadedModule | null,
  ramdisk: LoadedModule | null,
): Prepared {
  const first = banks[0];
  if (first === undefined) {
    if (domain.staticMem !== null) tellNoBank(boot, domain);
    return NOWHERE;
  }
  const bootargs = boot.info.commandLines.find((line) => line.node === domain.printed)?.text ?? '';
  const hasRamdisk =
    ramdisk !== null &&
    ramdisk.size > 0n &&
    (boot.trace.stopped || boot.info.module('Ramdisk', ramdisk.start) !== undefined);
  const is32bit = isGuest32bit(kernel, boot.platform);
  const hypervisor = {
    domain,
    banks,
    windows: devices.windows,
    grant: GUEST_GRANT,
    asHost: domain.directMap,
    is32bit,
  };
  const extended = domain.enhanced === null ? undefined : extendedRegions(boot, hypervisor);
  const tree = guestTree(boot, {
    domain,
    banks: banks.length,
    firstBank: first.guest,
    bootargs,
    ramdisk: hasRamdisk,
    is32bit,
    extendedRegions: extended?.length ?? 0,
    copied: devices.treeBytes,
    blobRoom: devices.room,
  });
  if (extended !== undefined && extended !== null && tree.size !== null)
    tellExtendedRegions(boot, hypervisor, extended);
  const offered = extended === undefined ? {} : { extended };
  if (tree.size === null)
    failSetUp(
      boot,
      domain,
      -22,
      guestTreeTooBig,
      { rc: tree.rc },
      {
        property: memoryProperty(domain),
        message: `The device tree Xen makes for ${domain.name} needs ${tree.wanted} bytes, but Xen ${boot.target.release} gives it ${tree.room}.`,
      },
    );
  if (kernel === null || kernel.header.kind === 'gzip' || kernel.header.kind === 'unknown')
    return { ...NOWHERE, ...offered };
  const needs = {
    kernel,
    tree: tree.size ?? BigInt(tree.room),
    ramdisk: hasRamdisk ? ramdisk.size : 0n,
    checksKernel: boot.does.placesKernelInBank,
  };
  const placed = place({ ...needs, bank: first });
  if (!placed.ok) {
    const better = domain.directMap ? banks.findIndex((bank) => place({ ...needs, bank }).ok) : -1;
    refusePlacement(boot, domain, first, placed, hasRamdisk, better);
    return { ...NOWHERE, ...offered };
  }
  checkLoaded(boot, domain, banks, kernel, placed);
  if (is32bit) checkReachable(boot, domain, first, placed);
  load(boot, domain, devices.windows, kernel, placed, tree.size ?? 0n, ramdisk);
  const loaded: readonly GuestLoaded[] = [
    { what: 'kernel', range: range(placed.kernel, kernel.size) },
    { what: 'device tree', range: range(placed.dtb, tree.size ?? 0n) },
    ...(placed.ramdisk === null || ramdisk === null
      ? []
      : [{ what: 'ramdisk' as const, range: range(placed.ramdisk, ramdisk.size) }]),
  ];
  return {
    kernel: addr(placed.kernel),
    dtb: addr(placed.dtb),
    initrd: placed.ramdisk === null ? null : addr(placed.ramdisk),
    loaded,
    ...offered,
  };
}

function tellNoBank(boot: Boot, domain: DomainNode): void {
  failSetUp(boot, domain, -22, staticEmptyTree, null, {
    property: 'xen,static-mem',
    message: `${domain.name} has no bank of RAM: xen,static-mem holds none, and memory is 0.`,
  });
}

/** The first bank does not do. `better`: a bank of a direct-mapped domain that would do if it were listed first; -1 for none. */
export function refusePlacement(
  boot: Boot,
  domain: DomainNode,
  first: GuestBank,
  placed: Extract<Placement, { ok: false }>,
  hasRamdisk: boolean,
  better = -1,
): void {
  const bank = `${domain.name}’s first bank of ${sizeText(first.size)}`;
  const told = { ...guestRange(range(first.guest, first.size)), property: memoryProperty(domain) };
  const instead = better < 0 ? '' : ` Bank ${better} would do if it were listed first.`;
  if (placed.why === 'too-small')
    stopDomain(boot, domain, better < 0 ? placeTooSmall : directFirstTooSmall, null, {
      ...told,
      message: `${bank} cannot hold kernel, device tree and ramdisk, which need ${sizeText(placed.needed)}.${instead}`,
    });
  else if (placed.why === 'none')
    stopDomain(boot, domain, better < 0 ? placeNone : directFirstNoPlace, null, {
      ...told,
      message: `${bank} has no place for the device tree${hasRamdisk ? ' and ramdisk' : ''} beside the kernel.${instead}`,
    });
  else
    stopDomain(boot, domain, placeKernelNone, null, {
      ...told,
      message: `${bank} cannot hold the kernel below 128 MiB.`,
    });
}

const REACH_32 = 1n << 32n;

/** A 32-bit guest is started by addresses of 32 bits. */
function checkReachable(
  boot: Boot,
  domain: DomainNode,
  first: GuestBank,
  placed: Extract<Placement, { ok: true }>,
): void {
  const beyond = placed.kernel >= REACH_32 ? placed.kernel : placed.dtb >= REACH_32 ? placed.dtb : null;
  if (beyond === null) return;
  const what = beyond === placed.kernel ? 'is started' : 'looks for its device tree';
  boot.trace.note(placeAbove4G, null, 'error', {
    ...guestRange(range(first.guest, first.size)),
    domain: domain.name,
    path: domain.path,
    property: memoryProperty(domain),
    message: `${domain.name} is a 32-bit guest and is loaded at ${groupedHex(beyond)}; it ${what} at ${groupedHex(beyond % REACH_32)}.`,
  });
}

/** A fixed address must be in RAM; and the kernel must not run over what was put behind it. */
export function checkLoaded(
  boot: Boot,
  domain: DomainNode,
  banks: readonly GuestBank[],
  kernel: LoadedModule,
  placed: { readonly kernel: bigint; readonly dtb: bigint; readonly ramdisk: bigint | null },
): void {
  const at = range(placed.kernel, kernel.size);
  if (
    subtract(
      [at],
      banks.map((bank) => range(bank.guest, bank.size)),
    ).length > 0
  )
    stopDomain(
      boot,
      domain,
      placeOutsideRam,
      { tag: domainTag(domain) },
      {
        ...guestRange(at),
        ...kernelPlace(domain),
        message: `${domain.name}’s kernel must be loaded at ${groupedHex(placed.kernel)}, which is not in the guest’s RAM.`,
      },
    );
  const { header } = kernel;
  if (header.kind !== 'Image') return;
  const end = placed.kernel + header.imageSize;
  const victim =
    placed.dtb >= placed.kernel && placed.dtb < end
      ? 'device tree'
      : placed.ramdisk !== null && placed.ramdisk >= placed.kernel && placed.ramdisk < end
        ? 'ramdisk'
        : null;
  if (victim === null) return;
  boot.trace.note(placeBss, null, 'error', {
    domain: domain.name,
    path: domain.path,
    ...guestRange(range(placed.kernel, header.imageSize)),
    message: `${domain.name}’s kernel takes ${sizeText(header.imageSize)} once it runs and so overwrites the ${victim} Xen loaded behind it.`,
  });
}

/** kernel_load, initrd_load, dtb_load: copies into the guest's RAM. */
function load(
  boot: Boot,
  domain: DomainNode,
  windows: readonly GuestWindow[],
  kernel: LoadedModule,
  placed: {
    readonly kernel: bigint;
    readonly kernelEnd: bigint;
    readonly dtb: bigint;
    readonly ramdisk: bigint | null;
  },
  tree: bigint,
  ramdisk: LoadedModule | null,
): void {
  const { trace } = boot;
  const tag = domainTag(domain);
  // Where in the heap an unpacked one is, is not known.
  if (!boot.unpacked.has(kernel.start))
    trace.print(
      `Loading zImage from ${paddr(kernel.start)} to ${paddr(placed.kernel)}-${paddr(placed.kernelEnd)}`,
    );
  checkCopy(boot, domain, windows, 'kernel', range(placed.kernel, kernel.size));
  if (placed.ramdisk !== null && ramdisk !== null) {
    trace.print(
      `Loading ${tag} initrd from ${paddr(ramdisk.start)} to 0x${paddr(placed.ramdisk)}-0x${paddr(placed.ramdisk + ramdisk.size)}`,
    );
    checkCopy(boot, domain, windows, 'initrd', range(placed.ramdisk, ramdisk.size));
  }
  trace.print(`Loading ${tag} DTB to 0x${paddr(placed.dtb)}-0x${paddr(placed.dtb + tree)}`);
  checkCopy(boot, domain, windows, 'DTB', range(placed.dtb, tree));
}
