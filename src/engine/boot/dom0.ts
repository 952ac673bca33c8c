// dom0: its kernel, and RAM that Xen takes from the heap and maps one to one.
//
// Stands for create_dom0 and construct_dom0 (arch/arm/domain_build.c, every release).
import { addr, MiB, PAGE } from '../../model/addr.ts';
import { bootscrubOf, dom0MemoryOf } from '../../model/command-line.ts';
import { range } from '../../model/range.ts';
import { sizeText } from '../../model/size.ts';
import type { Tree } from '../../model/tree.ts';
import type { DomainOutcome, GuestBank } from '../analysis.ts';
import { dynamicSubpage } from '../refusals/domain/dyn-subpage.ts';
import { dom0MemoryDefault } from '../refusals/heap/dom0-mem-default.ts';
import { dom0NoMemory } from '../refusals/heap/dom0-mem-nomem.ts';
import { kernelLost } from '../refusals/modules/mod-kernel-lost.ts';
import { wordsOf, wrapDom0 } from '../refusals/wrappers.ts';
import type { BootModule } from './bootinfo.ts';
import { Buddy } from './buddy.ts';
import { xenCommandLine } from './command-line.ts';
import { type Possible, type Request, takeUndisturbed, takeWhileScrubbing } from './dom0-memory.ts';
import { dom0Node } from './domain-node.ts';
import { hasCompatible } from './flat.ts';
import { paddr, prefixedPaddr } from './format.ts';
import { gicOfDom0 } from './guest-layout.ts';
import { pagesBeforeDom0, takeHeap } from './heap.ts';
import { imageLength, isBootable, usualHeader } from './kernel-image.ts';
import { P2mTables } from './p2m.ts';
import { place } from './placement.ts';
import { mapShared } from './shared-memory.ts';
import type { Boot } from './state.ts';

/** Where dom0_mem is said. */
const COMMAND_LINE = { path: '/chosen', property: 'xen,xen-bootargs' };
/** What Xen gives a dom0 whose dom0_mem is not stated. */
const DEFAULT_MEMORY = 512n * MiB;
/** dom0's tree takes some 8 KiB; only its rounding to 2 MiB matters. */
const TREE = 8192n;
/** Address bits of what Xen takes for low memory, on boards whose devices reach less than 4 GiB (arch/arm/platforms). */
const LOW_BITS: Readonly<Record<string, number>> = { 'brcm,bcm2711': 30 };

export function buildDom0(boot: Boot): DomainOutcome {
  const { trace, info } = boot;
  const kernel = info.modules.find((module) => module.kind === 'Kernel' && !module.domU);
  const ramdisk = info.modules.find((module) => module.kind === 'Ramdisk' && !module.domU);
  trace.print('*** LOADING DOMAIN 0 ***');
  const memory = wantedMemory(boot);
  if (kernel === undefined || kernel.size === 0n)
    trace.stop(kernelLost, null, {
      domain: 'dom0',
      path: '/chosen',
      ending: wordsOf(wrapDom0, { rc: -2 }, trace.at),
      message: 'dom0’s kernel has no size.',
    });
  else trace.print(`Loading d0 kernel from boot module @ ${paddr(kernel.start)}`);
  if (ramdisk !== undefined) trace.print(`Loading ramdisk from boot module @ ${paddr(ramdisk.start)}`);
  const banks = takeMemory(boot, memory);
  const first = banks[0];
  const placed = first === undefined || kernel === undefined ? null : placeIn(boot, first, kernel, ramdisk);
  const shared = mapShared(boot, dom0Node(boot), new P2mTables(Number.MAX_SAFE_INTEGER, 0));
  return {
    name: 'dom0',
    directMap: true,
    memory: boot.does.sharedInGuestMemory ? [...banks, ...shared.banks] : banks,
    kernel: placed?.ok === true ? addr(placed.kernel) : null,
    dtb: placed?.ok === true ? addr(placed.dtb) : null,
    initrd: placed?.ok === true && placed.ramdisk !== null ? addr(placed.ramdisk) : null,
    gic: gicOfDom0(boot.plan.host),
    uart: null,
    grant: null,
    shared: shared.shared,
  };
}

function wantedMemory(boot: Boot): bigint {
  const given = dom0MemoryOf(xenCommandLine(boot))?.bytes ?? null;
  if (given !== null && given > 0n) return given;
  boot.trace.note(dom0MemoryDefault, null, 'warning', {
    domain: 'dom0',
    ...COMMAND_LINE,
    message: `Xen’s command line ${given === null ? 'has no' : 'says no size Xen can read for'} dom0_mem, so dom0 gets 512 MiB.`,
  });
  return DEFAULT_MEMORY;
}

/** The heap before dom0's memory is taken, dirty where it is left to idle CPUs to scrub it. */
function heapBefore(boot: Boot, dirty: boolean): Buddy | null {
  if (boot.heapRegions === null) return null;
  const heap = Buddy.of(boot.heapRegions, dirty);
  heap.takePages(pagesBeforeDom0(boot));
  return heap;
}

/** The CPU that builds dom0 is not idle: it takes a second one for anybody to scrub meanwhile. */
function choose(boot: Boot, request: Request): Possible | null {
  const dirty = bootscrubOf(xenCommandLine(boot)) === 'idle';
  const heap = heapBefore(boot, dirty);
  if (heap === null) return null;
  if (dirty && boot.plan.host.cpus > 1) return takeWhileScrubbing(heap, request);
  const taken = takeUndisturbed(heap, request);
  return { taken, failing: taken.left > 0 ? taken : null, certain: true, complete: true };
}

function takeMemory(boot: Boot, memory: bigint): GuestBank[] {
  const { trace } = boot;
  trace.print(
    `Allocating 1:1 mappings totalling ${memory >> 20n}MB for ${boot.does.printsD0 ? 'd0' : 'dom0'}:`,
  );
  const pages = Number(memory / PAGE);
  const request = { pages, lowBits: lowBitsOf(boot.plan.tree) };
  const possible = pages === 0 ? null : choose(boot, request);
  if (pages === 0) hangOnRest(boot, memory);
  if (possible === null) return [];
  const { taken, failing, certain } = possible;
  takeHeap(boot, pages - taken.left);
  if (!certain) boot.assumed.add('scrubbing');
  boot.dom0Memory = possible;
  if (failing !== null) refuseMemory(boot, memory, possible, request);
  else if (memory % PAGE !== 0n) hangOnRest(boot, memory);
  const banks = taken.banks.map(({ start, pages: size }) => {
    const at = range(BigInt(start) * PAGE, BigInt(size) * PAGE);
    return { guest: at.start, size: at.size, host: [at] };
  });
  if (certain)
    banks.forEach(({ guest, size }, i) =>
      trace.print(`BANK[${i}] ${prefixedPaddr(guest)}-${prefixedPaddr(guest + size)} (${size >> 20n}MB)`),
    );
  return banks;
}

/** In every boot, or in some: a layout that may fail counts as one that does. */
function refuseMemory(boot: Boot, memory: bigint, { taken, failing }: Possible, request: Request): void {
  const missing = BigInt(failing?.left ?? 0) * PAGE;
  const wants = `dom0 wants ${sizeText(memory)} one to one`;
  boot.trace.stop(
    dom0NoMemory,
    { mib: (missing + (memory % PAGE)) >> 20n },
    {
      domain: 'dom0',
      ...COMMAND_LINE,
      message:
        taken.left > 0
          ? `${wants}; ${sizeText(missing)} of it cannot be had in chunks that fit.`
          : `${wants}, and gets it in some boots only: idle CPUs scrub free memory while Xen starts, what is clean is taken first, and then ${sizeText(missing)} may be left that no chunk fits. ${withoutScrubbing(boot, request)}`,
    },
  );
}

function withoutScrubbing(boot: Boot, request: Request): string {
  const heap = heapBefore(boot, false);
  return heap !== null && takeUndisturbed(heap, request).left === 0
    ? 'With bootscrub=0 every boot gets it.'
    : 'With bootscrub=0 no boot gets it.';
}

/** What is less than a page is looked for in chunks of 2^32 pages and fewer; half an hour in QEMU saw no end of it. */
function hangOnRest(boot: Boot, memory: bigint): void {
  boot.trace.stop(dynamicSubpage, null, {
    domain: 'dom0',
    ...COMMAND_LINE,
    message: `dom0_mem is ${sizeText(memory)}, not a whole number of pages: Xen looks for the last ${sizeText(memory % PAGE)} for ever.`,
  });
}

const lowBitsOf = ({ root }: Tree): number =>
  Object.entries(LOW_BITS).find(([name]) => hasCompatible(root, name))?.[1] ?? 32;

function placeIn(boot: Boot, bank: GuestBank, kernel: BootModule, ramdisk: BootModule | undefined) {
  const file = boot.files.get(`kernel ${kernel.start}`);
  if (file === undefined) boot.assumed.add(`module:0x${kernel.start.toString(16)}`);
  if (file?.header.kind === 'gzip') return null;
  const image = { ...kernel, header: file?.header ?? usualHeader(boot.platform, kernel.size) };
  if (!isBootable(image, boot.platform)) return null;
  return place({
    bank,
    kernel: { size: imageLength(image), header: image.header },
    tree: TREE,
    ramdisk: ramdisk?.size ?? 0n,
    checksKernel: boot.does.placesKernelInBank,
  });
}
