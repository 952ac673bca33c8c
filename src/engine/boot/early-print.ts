// The memory lines Xen prints once it has read the flattened tree.
//
// Stands for early_print_info (bootfdt.c up to 4.20, bootinfo-fdt.c since) and early_print_info_shmem (from 4.19).
import type { Range } from '../../model/range.ts';
import { paddr } from './format.ts';
import type { Boot } from './state.ts';

const span = (of: Range, inclusive: boolean): string =>
  `${paddr(of.start)} - ${paddr(of.start + of.size - (inclusive ? 1n : 0n))}`;

export function printMap(boot: Boot): void {
  const { info, does, trace } = boot;
  if (trace.stopped) return;
  for (const bank of info.ram) trace.print(`RAM: ${span(bank, true)}`);
  trace.print('');
  info.modules.forEach((module, i) => {
    const { xen, fdt } = boot.plan.load;
    if (module.kind === 'Xen' ? xen === null : module.kind === 'Device Tree' && fdt === null) return;
    trace.print(`MODULE[${i}]: ${span(module, does.moduleLineInclusive)} ${module.kind.padEnd(12)}`);
  });
  const memreserve = does.memreserveIsReserved ? [] : boot.plan.tree.memreserve;
  memreserve.forEach((entry, i) => trace.print(` RESVD[${i}]: ${span(entry, false)}`));
  info.reserved.forEach((bank, i) => trace.print(` RESVD[${memreserve.length + i}]: ${span(bank, true)}`));
  if (does.sharedOwnBanks)
    info.shared.forEach((bank, i) => {
      if (bank.hasHost) trace.print(` SHMEM[${i}]: ${span(bank, true)}`);
    });
  trace.print('');
  for (const line of info.commandLines)
    trace.print(`CMDLINE[${paddr(line.start)}]:${line.node} ${line.text}`);
  trace.print('');
}
