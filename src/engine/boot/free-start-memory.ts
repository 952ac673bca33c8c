// Stage 6: the memory Xen itself only needed to start goes to the heap.
//
// Stands for free_init_memory (arch/arm/mm.c, arch/arm/mmu/setup.c since 4.19). A 64-bit Xen outside RAM does not get
// this far; a 32-bit one needs no map of its own image until it gives part of it back.
import { groupedHex } from '../../model/addr.ts';
import { xenGivenBack } from '../refusals/memory/xen-outside-ram.ts';
import type { Boot } from './state.ts';

export function freeStartMemory(boot: Boot): void {
  const { does, info, pages, plan, platform, trace } = boot;
  const { xen } = plan.load;
  const isKept = info.usesStaticHeap && does.keepsModulesBesideStaticHeap;
  boot.pageLog?.add({
    what: isKept ? 'init-kept' : 'init-freed',
    ranges: [],
    of: 'what Xen only needed to start',
  });
  if (platform.directmap !== 'xenheap' || xen === null || pages === null) return;
  if (isKept) return;
  if (pages.hasEntries(xen, does.frametableSkipsHoles)) return;
  trace.stop(xenGivenBack, null, {
    range: xen,
    message: `Xen itself, at ${groupedHex(xen.start)}, is not in the RAM the device tree describes: it aborts when it gives back the memory it started with.`,
  });
}
