// Where the boot loader put Xen, as far as Xen minds.
//
// arm64. Stands for prepare_boot_identity_mapping (arch/arm/arm64/mm.c in 4.18, arch/arm/arm64/mmu/mm.c since).
import { groupedHex, TiB } from '../../model/addr.ts';
import { sizeText } from '../../model/size.ts';
import { xenTooHigh } from '../refusals/memory/xen-load-too-high.ts';
import type { Boot } from './state.ts';

/** Xen maps itself one to one below a limit, since it switches page tables in that mapping. */
export function checkXenAddress(boot: Boot): void {
  const { xen } = boot.plan.load;
  const limit = boot.does.mapsItselfTo10TiB ? 10n * TiB : boot.does.mapsItselfTo2TiB ? 2n * TiB : null;
  if (boot.platform.directmap !== 'ram' || xen === null || limit === null || xen.start < limit) return;
  boot.trace.stop(xenTooHigh, null, {
    range: xen,
    message: `Xen is loaded at ${groupedHex(xen.start)}, beyond the ${sizeText(limit)} in which it can map itself one to one.`,
  });
}
