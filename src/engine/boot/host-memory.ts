// RAM of the domain that has the host's layout, dom0 or a hardware domain: taken from the heap and mapped one to one.
//
// Stands for allocate_memory_11 and find_gnttab_region (arch/arm/domain_build.c, every release).
import { isCompatible } from '../../model/cells.ts';
import { PAGE } from '../../model/addr.ts';
import { bootscrubOf, grantFramesOf } from '../../model/command-line.ts';
import { endOf, range, type Range } from '../../model/range.ts';
import { sizeText } from '../../model/size.ts';
import type { Tree } from '../../model/tree.ts';
import type { GuestBank } from '../analysis.ts';
import { dynamicSubpage } from '../refusals/domain/dyn-subpage.ts';
import { dom0NoMemory } from '../refusals/heap/dom0-mem-nomem.ts';
import { firstBankLow } from '../refusals/heap/dom0-bank0-32bit.ts';
import { Buddy } from './buddy.ts';
import { xenCommandLine } from './command-line.ts';
import {
  hasLowBank,
  type Possible,
  type Request,
  takeUndisturbed,
  takeWhileScrubbing,
} from './dom0-memory.ts';
import { type DomainNode, domainTag } from './domain-node.ts';
import { prefixedPaddr } from './format.ts';
import { pagesBefore, takeHeap } from './heap.ts';
import { isGuest32bit, type LoadedModule } from './kernel-image.ts';
import type { Boot } from './state.ts';

/** Address bits of what Xen takes for low memory, on boards whose devices reach less than 4 GiB (arch/arm/platforms). */
const LOW_BITS: Readonly<Record<string, number>> = { 'brcm,bcm2711': 30 };

/** The property that says how much memory the domain is to have. */
interface Said {
  readonly path: string;
  readonly property: string;
}

/** The heap before the memory is taken, dirty where it is left to idle CPUs to scrub it. */
function heapBefore(boot: Boot, dirty: boolean): Buddy | null {
  if (boot.heapRegions === null) return null;
  const heap = Buddy.of(boot.heapRegions, dirty);
  heap.takePages(pagesBefore(boot));
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

/** Takes the memory; `said`: where the tree says how much. */
export function takeHostMemory(
  boot: Boot,
  domain: DomainNode,
  memory: bigint,
  kernel: LoadedModule | null,
  said: Said,
): GuestBank[] {
  const { trace } = boot;
  trace.print(
    `Allocating 1:1 mappings totalling ${memory >> 20n}MB for ${boot.does.printsD0 ? domainTag(domain) : 'dom0'}:`,
  );
  const pages = Number(memory / PAGE);
  const request = { pages, lowBits: lowBitsOf(boot.plan.tree) };
  if (pages === 0) hangOnRest(boot, domain, memory, said);
  else if (isGuest32bit(kernel, boot.platform)) needLowBank(boot, domain, request, said);
  const possible = pages === 0 ? null : choose(boot, request);
  if (possible === null) return [];
  const { taken, failing, certain } = possible;
  takeHeap(boot, pages - taken.left);
  boot.pageLog?.add({
    what: 'chunk-taken',
    ranges: taken.banks.map((bank) => range(BigInt(bank.start) * PAGE, BigInt(bank.pages) * PAGE)),
    of: `RAM of ${domain.name}`,
    domain,
    varies: !certain,
  });
  if (!certain) boot.assumed.add('scrubbing');
  boot.dom0Memory = possible;
  if (failing !== null) refuseMemory(boot, domain, memory, possible, request, said);
  else if (memory % PAGE !== 0n) hangOnRest(boot, domain, memory, said);
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

/** A 32-bit kernel cannot start above low memory. */
function needLowBank(boot: Boot, { name }: DomainNode, request: Request, said: Said): void {
  const heap = heapBefore(boot, false);
  if (heap === null || hasLowBank(heap, request)) return;
  const least = sizeText(BigInt(Math.min(request.pages * 4096, 128 * 1024 * 1024)));
  boot.trace.stop(firstBankLow, null, {
    domain: name,
    ...said,
    message: `${name} is a 32-bit domain, and Xen’s heap has no aligned ${least} below ${sizeText(1n << BigInt(request.lowBits))} for its first bank.`,
  });
}

/** In every boot, or in some: a layout that may fail counts as one that does. */
function refuseMemory(
  boot: Boot,
  { name }: DomainNode,
  memory: bigint,
  { taken, failing }: Possible,
  request: Request,
  said: Said,
): void {
  const missing = BigInt(failing?.left ?? 0) * PAGE;
  const wants = `${name} wants ${sizeText(memory)} one to one`;
  boot.trace.stop(
    dom0NoMemory,
    { mib: (missing + (memory % PAGE)) >> 20n },
    {
      domain: name,
      ...said,
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
function hangOnRest(boot: Boot, { name }: DomainNode, memory: bigint, said: Said): void {
  boot.trace.stop(dynamicSubpage, null, {
    domain: name,
    ...said,
    message: `${name} is to have ${sizeText(memory)}, not a whole number of pages: Xen looks for the last ${sizeText(memory % PAGE)} for ever.`,
  });
}

const lowBitsOf = ({ root }: Tree): number =>
  Object.entries(LOW_BITS).find(([name]) => isCompatible(root, name))?.[1] ?? 32;

/** Frames the table may grow to unless the command line says otherwise; more need not fit where Xen's code is. */
const GRANT_FRAMES = 64;

/** Its grant table goes where Xen's code is, which is nobody's RAM. null where that, or how much of it, is not known. */
export function hostGrant(boot: Boot): Range | null {
  const frames = grantFramesOf(xenCommandLine(boot)) ?? GRANT_FRAMES;
  const xen = boot.info.modules.find((module) => module.kind === 'Xen');
  return xen === undefined || boot.plan.load.xen === null || frames > GRANT_FRAMES
    ? null
    : range(xen.start, BigInt(frames) * PAGE);
}

export function tellGrantRange(boot: Boot): void {
  const grant = hostGrant(boot);
  if (grant === null) return;
  boot.trace.print(`Grant table range: ${prefixedPaddr(grant.start)}-${prefixedPaddr(endOf(grant))}`);
}
