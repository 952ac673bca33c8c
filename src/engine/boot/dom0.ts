// dom0: Xen takes its RAM from the heap, one to one, in large chunks as low as possible.
//
// Stands for create_dom0 and allocate_memory_11 with insert_11_bank (arch/arm/domain_build.c, every release).
import { addr, MiB } from '../../model/addr.ts';
import { range } from '../../model/range.ts';
import { sizeText } from '../../model/size.ts';
import type { DomainOutcome, GuestBank } from '../analysis.ts';
import { dom0MemoryDefault } from '../refusals/heap/dom0-mem-default.ts';
import { dom0NoMemory } from '../refusals/heap/dom0-mem-nomem.ts';
import { kernelLost } from '../refusals/modules/mod-kernel-lost.ts';
import { dom0Failed } from '../refusals/wrappers.ts';
import type { BootModule } from './bootinfo.ts';
import { Buddy, orderWithin } from './buddy.ts';
import { dom0Memory, xenCommandLine } from './command-line.ts';
import { dom0Node } from './domain-node.ts';
import { paddr } from './format.ts';
import { gicRegions } from './guest-layout.ts';
import { takeHeap } from './heap.ts';
import { P2mTables } from './p2m.ts';
import { place } from './placement.ts';
import { mapShared } from './shared-memory.ts';
import type { Boot } from './state.ts';

const PAGE = 4096;
const DEFAULT_MEMORY = 512n * MiB;
/** Chunks below 4 MiB are not tried; the first bank has at least 128 MiB (or all of it). */
const MIN_ORDER = 10;
const MIN_LOW_PAGES = Number(128n * MiB) / PAGE;
const LOW_BITS = 32;
/** dom0's tree takes some 8 KiB; only its rounding to 2 MiB matters. */
const TREE = 8192n;

interface Bank {
  start: number;
  pages: number;
}

/** allocate_memory_11: banks ascending, and the pages it could not get. */
function allocate(heap: Buddy, wanted: number): { readonly banks: readonly Bank[]; readonly left: number } {
  const banks: Bank[] = [];
  const minLow = Math.ceil(Math.log2(Math.min(wanted, MIN_LOW_PAGES)));
  let left = wanted;
  let low = false;
  for (let order = orderWithin(wanted); order >= minLow && !low; order -= 1)
    for (let bits = order; bits <= LOW_BITS && !low; bits += 1) {
      const start = heap.take(order, bits);
      if (start === null) continue;
      banks.push({ start, pages: 2 ** order });
      left -= 2 ** order;
      low = true;
    }
  for (let order = orderWithin(left); left > 0;) {
    const start = heap.take(order, low ? LOW_BITS : null);
    if (start === null) {
      order -= 1;
      if (low && order < minLow) {
        order = orderWithin(left);
        low = false;
      } else if (order < MIN_ORDER) break;
      continue;
    }
    if (!insert(banks, start, 2 ** order)) {
      if (!low) break;
      low = false;
    } else left -= 2 ** order;
    if (left > 0) order = orderWithin(left);
  }
  return { banks, left };
}

/** insert_11_bank: joins what touches; a small chunk below the first bank is refused. */
function insert(banks: Bank[], start: number, pages: number): boolean {
  const first = banks[0];
  if (first !== undefined && pages < MIN_LOW_PAGES && start + pages < first.start) return false;
  for (const [i, bank] of banks.entries()) {
    if (bank.start === start + pages) bank.start = start;
    else if (start !== bank.start + bank.pages) {
      if (start + pages >= bank.start) continue;
      banks.splice(i, 0, { start, pages });
      return true;
    }
    bank.pages += pages;
    return true;
  }
  banks.push({ start, pages });
  return true;
}

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
      ending: dom0Failed(-2, trace.at),
      message: 'dom0’s kernel has no size.',
    });
  else trace.print(`Loading d0 kernel from boot module @ ${paddr(kernel.start)}`);
  if (ramdisk !== undefined) trace.print(`Loading ramdisk from boot module @ ${paddr(ramdisk.start)}`);
  const banks = takeMemory(boot, memory);
  const first = banks[0];
  const placed = first === undefined || kernel === undefined ? null : placeIn(boot, first, kernel, ramdisk);
  const shared = mapShared(boot, dom0Node(boot), new P2mTables(Number.MAX_SAFE_INTEGER));
  return {
    name: 'dom0',
    directMap: true,
    memory: boot.does.sharedInGuestMemory ? [...banks, ...shared.banks] : banks,
    kernel: placed?.ok === true ? addr(placed.kernel) : null,
    dtb: placed?.ok === true ? addr(placed.dtb) : null,
    initrd: placed?.ok === true && placed.ramdisk !== null ? addr(placed.ramdisk) : null,
    gic: gicRegions(boot.plan.host, true, boot.plan.host.cpus),
    uart: null,
    grant: null,
    shared: shared.shared,
  };
}

function wantedMemory(boot: Boot): bigint {
  const given = dom0Memory(xenCommandLine(boot));
  if (given !== null && given > 0n) return given;
  boot.trace.note(dom0MemoryDefault, null, 'warning', {
    domain: 'dom0',
    message: 'Xen’s command line has no dom0_mem, so dom0 gets 512 MiB.',
  });
  return DEFAULT_MEMORY;
}

function takeMemory(boot: Boot, memory: bigint): GuestBank[] {
  const { trace } = boot;
  trace.print(
    `Allocating 1:1 mappings totalling ${memory >> 20n}MB for ${boot.does.printsD0 ? 'd0' : 'dom0'}:`,
  );
  if (boot.heapRegions === null || trace.stopped) return [];
  const pages = Math.floor(Number(memory) / PAGE);
  if (pages === 0) return [];
  const { banks, left } = allocate(new Buddy(boot.heapRegions), pages);
  takeHeap(boot, pages - left);
  if (left > 0) {
    const missing = BigInt(left) * 4096n;
    trace.stop(
      dom0NoMemory,
      { mib: missing >> 20n },
      {
        domain: 'dom0',
        message: `dom0 wants ${sizeText(memory)} one to one; ${sizeText(missing)} of it cannot be had in chunks that fit.`,
      },
    );
  }
  return banks.map(({ start, pages: size }) => {
    const at = BigInt(start) * 4096n;
    return { guest: addr(at), size: BigInt(size) * 4096n, host: [range(at, BigInt(size) * 4096n)] };
  });
}

function placeIn(boot: Boot, bank: GuestBank, kernel: BootModule, ramdisk: BootModule | undefined) {
  const file = boot.files.get(`kernel ${kernel.start}`);
  if (file === undefined) boot.assumed.add(`module:0x${kernel.start.toString(16)}`);
  if (file?.header.kind === 'gzip' || file?.header.kind === 'unknown') return null;
  return place({
    bank,
    kernel: {
      size: kernel.size,
      header: file?.header ?? { kind: 'Image', textOffset: 0n, imageSize: 0n, flags: 0n },
    },
    tree: TREE,
    ramdisk: ramdisk?.size ?? 0n,
  });
}
