// Where kernel, device tree and ramdisk of the domain with the host's layout go, and whether Xen can copy them there.
//
// Stands for kernel_probe, kernel_load and initrd_load as create_dom0 and construct_hwdom (arch/arm/domain_build.c,
// every release) use them. Its tree is a copy of the host's, whose size is not known: the line that tells it is left out.
import { addr } from '../../model/addr.ts';
import { range, type Range } from '../../model/range.ts';
import type { DomainOutcome, GuestBank } from '../analysis.ts';
import { kernelUnknown } from '../refusals/modules/mod-not-a-kernel.ts';
import { type DomainNode, domainTag } from './domain-node.ts';
import { failSetUp } from './domain-trace.ts';
import { paddr } from './format.ts';
import { extendedRegions, tellExtendedRegions } from './extended-regions.ts';
import { hostGrant } from './host-memory.ts';
import { imageLength, isBootable, isGuest32bit, type LoadedModule, usualHeader } from './kernel-image.ts';
import { checkOverwritten } from './loaded-over.ts';
import { checkLoaded, refusePlacement } from './load-guest.ts';
import { place } from './placement.ts';
import type { Boot } from './state.ts';
import { unpackKernel } from './unpack-kernel.ts';

/** Only its rounding to 2 MiB matters. */
const TREE = 8192n;

type Placed = Pick<DomainOutcome, 'kernel' | 'dtb' | 'initrd' | 'loaded'>;
const NOWHERE: Placed = { kernel: null, dtb: null, initrd: null };

/** dom0's kernel as Xen takes it, unpacked; null where Xen knows no such image. */
export function probeInHost(boot: Boot, domain: DomainNode, { start, size }: Range): LoadedModule | null {
  const file = boot.files.get(`kernel ${start}`);
  if (file === undefined) boot.assumed.add(`module:0x${start.toString(16)}`);
  checkOverwritten(boot, domain, range(start, size));
  const packed = { start, size, header: file?.header ?? usualHeader(boot.platform, size) };
  const image = unpackKernel(boot, domain, packed);
  if (isBootable(image, boot.platform)) return { ...image, size: imageLength(image) };
  failSetUp(boot, domain, -22, kernelUnknown, null, {
    range: range(start, size),
    message: `${domain.name}’s kernel has none of the image headers Xen knows.`,
  });
  return null;
}

const placeInBank = (boot: Boot, bank: Range, { size, header }: LoadedModule, ramdisk: Range | null) =>
  place({
    bank: { guest: bank.start, size: bank.size },
    kernel: { size, header },
    tree: TREE,
    ramdisk: ramdisk?.size ?? 0n,
    checksKernel: boot.does.placesKernelInBank,
  });

/** Whether a first bank like this holds the modules. */
export const fitsInHost = (boot: Boot, bank: Range, kernel: LoadedModule, ramdisk: Range | null): boolean =>
  kernel.header.kind === 'gzip' || placeInBank(boot, bank, kernel, ramdisk).ok;

/** The /hypervisor node, which Xen puts into the copy of the host's tree: what DomainOutcome has of it. */
export function tellHypervisor(
  boot: Boot,
  domain: DomainNode,
  banks: readonly GuestBank[],
  kernel: LoadedModule | null,
): Required<Pick<DomainOutcome, 'grant' | 'extended'>> {
  const grant = hostGrant(boot);
  const is32bit = isGuest32bit(kernel, boot.platform);
  const hypervisor = { domain, banks, windows: [], grant, asHost: true, is32bit };
  const extended = extendedRegions(boot, hypervisor);
  if (extended !== null && !boot.assumed.has('scrubbing')) tellExtendedRegions(boot, hypervisor, extended);
  return { grant, extended };
}

/** Places the modules in the first bank. */
export function loadInHost(
  boot: Boot,
  domain: DomainNode,
  banks: readonly GuestBank[],
  kernel: LoadedModule | null,
  ramdisk: Range | null,
): Placed {
  const [bank] = banks;
  if (bank === undefined || kernel === null || kernel.header.kind === 'gzip') return NOWHERE;
  const placed = placeInBank(boot, range(bank.guest, bank.size), kernel, ramdisk);
  if (!placed.ok) {
    refusePlacement(boot, domain, bank, placed, ramdisk !== null);
    return NOWHERE;
  }
  checkLoaded(boot, domain, banks, kernel, placed);
  if (!boot.assumed.has('scrubbing')) tellLoading(boot, domain, kernel, ramdisk, placed);
  return {
    kernel: addr(placed.kernel),
    dtb: addr(placed.dtb),
    initrd: placed.ramdisk === null ? null : addr(placed.ramdisk),
    loaded: [
      { what: 'kernel', range: range(placed.kernel, kernel.size) },
      ...(placed.ramdisk === null || ramdisk === null
        ? []
        : [{ what: 'ramdisk' as const, range: range(placed.ramdisk, ramdisk.size) }]),
    ],
  };
}

function tellLoading(
  { trace }: Boot,
  domain: DomainNode,
  kernel: LoadedModule,
  ramdisk: Range | null,
  placed: { readonly kernel: bigint; readonly kernelEnd: bigint; readonly ramdisk: bigint | null },
): void {
  trace.print(
    `Loading zImage from ${paddr(kernel.start)} to ${paddr(placed.kernel)}-${paddr(placed.kernelEnd)}`,
  );
  if (placed.ramdisk === null || ramdisk === null) return;
  trace.print(
    `Loading ${domainTag(domain)} initrd from ${paddr(ramdisk.start)} to 0x${paddr(placed.ramdisk)}-0x${paddr(placed.ramdisk + ramdisk.size)}`,
  );
}
