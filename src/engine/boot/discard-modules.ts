// Stage 4: once every domain is built, the memory of the boot modules goes to the heap.
//
// Stands for discard_initial_modules (arch/arm/setup.c). Only 4.17 can have modules that overlap.
import { byStart, overlaps } from '../../model/range.ts';
import { freedTwice417 } from '../refusals/modules/mod-overlap-417.ts';
import type { Boot } from './state.ts';
import { overlapText } from './words.ts';

export function discardModules(boot: Boot): void {
  if (boot.does.checksOverlap) return;
  const modules = boot.info.modules.filter(({ kind, size }) => kind !== 'Xen' && size > 0n).toSorted(byStart);
  modules.forEach((module, i) => {
    const next = modules[i + 1];
    if (next === undefined || !overlaps(module, next)) return;
    boot.trace.stop(freedTwice417, null, {
      range: next,
      involved: [module, next],
      message: `${overlapText(next.label, next, module.label, module)} Xen ${boot.target.release} frees that memory twice.`,
    });
  });
}
