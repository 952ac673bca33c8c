// Unpacking a gzip-compressed kernel into the heap before it is looked at.
//
// Stands for kernel_decompress (arch/arm/kernel.c up to 4.20, common/device-tree/kernel.c since). What unpacks needs one
// chunk of the heap; Xen then forgets where the module was, so nobody finds it there again.
import { alignDown, PAGE } from '../../model/addr.ts';
import { range } from '../../model/range.ts';
import { sizeText } from '../../model/size.ts';
import { gunzipNoMemory } from '../refusals/modules/gunzip-heap.ts';
import { Buddy, MAX_ORDER, orderWithin } from './buddy.ts';
import { type DomainNode, kernelPlace } from './domain-node.ts';
import { failSetUp } from './domain-trace.ts';
import { freeHeap, takeHeap } from './heap.ts';
import { type LoadedModule, unpackedImage } from './kernel-image.ts';
import type { Boot } from './state.ts';

/** get_order_from_bytes. */
const orderOf = (size: bigint): number =>
  Math.ceil(Math.log2(Math.max(1, Number((size + PAGE - 1n) / PAGE))));

export function unpackKernel(boot: Boot, domain: DomainNode, packed: LoadedModule): LoadedModule {
  const image = unpackedImage(packed);
  if (image === packed) return packed;
  const order = orderOf(image.size);
  if (!hasChunk(boot, order))
    failSetUp(boot, domain, -12, gunzipNoMemory, null, {
      ...kernelPlace(domain),
      message: `${domain.name}’s kernel unpacks to ${sizeText(image.size)}, for which Xen’s heap has no ${sizeText(PAGE << BigInt(order))} in one piece.`,
    });
  const pages = Number((image.size + PAGE - 1n) / PAGE);
  takeHeap(boot, pages);
  const of = `kernel of ${domain.name}, unpacked`;
  boot.pageLog?.add({ what: 'heap-taken', ranges: [], of, pages, purpose: 'kernel', domain });
  if (!boot.info.usesStaticHeap || !boot.does.keepsModulesBesideStaticHeap) {
    freeHeap(boot, Number(packed.size / PAGE));
    const whole = range(packed.start, alignDown(packed.size, PAGE));
    boot.pageLog?.add({ what: 'module-freed', ranges: [whole], of: `kernel of ${domain.name}, packed` });
  }
  boot.unpacked.add(packed.start);
  return image;
}

/** Under cache colouring the chunk comes from a heap of its own, which is not modelled. */
function hasChunk(boot: Boot, order: number): boolean {
  const { coloring, heapRegions, trace } = boot;
  const { left } = boot.heap;
  if (order > MAX_ORDER) return false;
  if (coloring !== null || heapRegions === null || left === null || trace.stopped) return true;
  const heap = Buddy.of(heapRegions, false);
  let taken = heapRegions.reduce((sum, { start, end }) => sum + end - start, 0) - left;
  for (let most = MAX_ORDER; taken > 0 && most >= 0;) {
    const chunk = Math.min(most, orderWithin(taken));
    if (heap.take(chunk, null) === null) most = chunk - 1;
    else taken -= 2 ** chunk;
  }
  return heap.lowestBits(order) !== null;
}
