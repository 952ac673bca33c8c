// What Xen takes of its heap before the console is up: the last page tables, an allocator, a copy of the blob.
//
// arm64. Stands for vm_init (common/vmap.c), tlsf_init (common/xmalloc_tlsf.c) and relocate_fdt (arch/arm/setup.c). Only a
// static heap can be so small that this matters. Nothing is taken for good here: heap.ts counts all of it at once.
import { sizeText } from '../../model/size.ts';
import { DATA_ABORT } from '../refusals/lines.ts';
import { blobNoMemory, poolNoMemoryEarly } from '../refusals/memory/fdt-reloc-nomem.ts';
import { frametableNoSpace } from '../refusals/memory/frametable-no-space.ts';
import { bootMemoryPlace, noPoolPlace } from '../refusals/page-alloc.ts';
import { BootAllocator, type Frames } from './boot-allocator.ts';
import { Buddy } from './buddy.ts';
import type { Platform } from './platform.ts';
import type { Boot } from './state.ts';

/** The bitmap of vmap's pages and the page tables it is reached through. */
const VMAP_PAGES = 3;
/** Of struct xmem_pool: two pages. */
const POOL_ORDER = 1;

const orderFor = (bytes: bigint): number => Math.max(0, Math.ceil(Math.log2(Number(bytes) / 4096)));

export function takeEarlyHeap(boot: Boot): void {
  const { trace, heapRegions, plan, target, platform } = boot;
  const mayBeSmall = boot.info.usesStaticHeap && platform.directmap === 'ram';
  if (heapRegions === null || trace.stopped || !mayBeSmall) return;
  const told = { path: '/chosen', property: 'xen,static-heap' };
  const after = withoutVmap(heapRegions, platform);
  if (after === null) {
    trace.stop(
      frametableNoSpace,
      { place: bootMemoryPlace('no-fit', target.release) },
      {
        ...told,
        message: 'The static heap holds the table of all pages, but not the page tables Xen makes next.',
        ...(boot.does.mapsVmapFromBootMemory ? {} : { consequence: 'abort' as const, ending: DATA_ABORT }),
      },
    );
    return;
  }
  const heap = Buddy.of(after, false);
  if (heap.take(POOL_ORDER, null) === null) {
    const message = 'The static heap has no two pages that touch left for Xen’s allocator of small pieces.';
    trace.stop(poolNoMemoryEarly, { place: noPoolPlace(target.release) }, { ...told, message });
    return;
  }
  const size = plan.load.fdt?.size ?? 0n;
  if (size === 0n || heap.take(orderFor(size), null) !== null) return;
  const message = `The static heap cannot hold Xen’s copy of the device tree blob, ${sizeText(size)} in one piece.`;
  trace.stop(blobNoMemory, null, { ...told, message });
}

/** The free pages behind vmap's; null where there are too few. */
function withoutVmap(regions: readonly Frames[], platform: Platform): readonly Frames[] | null {
  const memory = new BootAllocator(platform.bootRegions);
  for (const { start, end } of regions) memory.give(start, end);
  for (let i = 0; i < VMAP_PAGES; i += 1) if (typeof memory.take(1, 1) !== 'number') return null;
  return memory.regions;
}
