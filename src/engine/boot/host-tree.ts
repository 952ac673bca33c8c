// The tree Xen makes of the host's own for dom0 or a hardware domain, as far as its memory nodes can be wrong.
//
// Stands for make_memory_node as handle_node calls it a second time, for reserved memory (arch/arm/domain_build.c, every
// release since 4.17).
import { sizeText } from '../../model/size.ts';
import { heapExposed } from '../refusals/heap/heap-exposed-to-dom0.ts';
import type { Bank } from './bootinfo.ts';
import type { Boot } from './state.ts';
import { rangeText } from './words.ts';

/** What that node lists, host physical: from the first reserved region on whatever is no domain's static memory. */
export function listedInHostTree({ info }: Boot): readonly Bank[] {
  const first = info.reserved.findIndex(({ kind }) => kind === 'reserved');
  if (first < 0) return [];
  return info.reserved.slice(first).filter(({ kind }) => kind === 'reserved' || kind === 'static-heap');
}

/** The static heap is listed too. */
export function checkHostTree(boot: Boot, name: string): void {
  const { reserved } = boot.info;
  const first = reserved.findIndex(({ kind }) => kind === 'reserved');
  const heap = listedInHostTree(boot).filter(({ kind }) => kind === 'static-heap');
  const [bank] = heap;
  if (bank === undefined) return;
  const whole = heap.reduce((sum, { size }) => sum + size, 0n);
  boot.trace.note(heapExposed, null, 'error', {
    domain: name,
    path: bank.path,
    property: 'xen,static-heap',
    range: bank,
    involved: heap,
    message: `${name} is told that Xen’s static heap (${rangeText(bank)}${heap.length > 1 ? `, ${sizeText(whole)} in all` : ''}) is RAM of its own, because ${reserved[first]?.label ?? 'a reserved region'} stands before it in the tree; it faults when it touches it.`,
  });
}
