// What of RAM the boot allocator is given: all that is not reserved or a module, the way Xen goes about it.
//
// Stands for populate_boot_allocator, next_module and dt_unreserved_regions (arch/arm/setup.c up to 4.19,
// common/device-tree/bootinfo.c since).
import { type Addr, minOf } from '../../model/addr.ts';
import { between, endOf, type Range, subtract } from '../../model/range.ts';
import type { BootModule } from './bootinfo.ts';
import { wrappedEnd } from './overlap-index.ts';
import type { Boot } from './state.ts';

/** The pieces, bank by bank: what two banks of RAM share is given twice. */
export function freeMemory(boot: Boot): Range[] {
  const { info, plan } = boot;
  if (info.usesStaticHeap) return info.reserved.filter((bank) => bank.kind === 'static-heap');
  const reserved: Range[] = [
    ...info.reservedByStart,
    ...info.shared.filter((bank) => bank.hasHost),
    ...plan.tree.memreserve,
  ];
  return info.ram.flatMap((bank) => subtract(betweenModules(bank, info.modules), reserved));
}

/**
 * Goes from module to module through a bank. A module that begins before the bank is passed over, so what of it
 * lies in the bank counts as free; so does what an overlapped module has behind the one inside it.
 */
function betweenModules(bank: Range, modules: readonly BootModule[]): Range[] {
  const end = endOf(bank);
  const pieces: Range[] = [];
  for (let at = bank.start; at < end;) {
    let [next, behind]: [Addr, Addr] = [end, end];
    for (const module of modules) {
      if (module.size === 0n || module.start < at || module.start > next || module.start > behind) continue;
      next = module.start;
      behind = minOf(behind, wrappedEnd(module) as Addr);
    }
    pieces.push(between(at, next));
    // A module that wraps around 64 bits would have Xen go round for ever.
    if (behind <= at) break;
    at = behind;
  }
  return pieces;
}
