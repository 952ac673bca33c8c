// Address space Xen offers an enhanced guest for mapping foreign memory.
//
// Stands for find_domU_holes, find_unallocated_memory and make_hypervisor_node (arch/arm/domain_build.c). No IOMMU.
import { addr, alignDown, alignUp, MiB, maxOf, minOf, plus } from '../../model/addr.ts';
import { between, endOf, range, type Range, subtract } from '../../model/range.ts';
import type { GuestBank, GuestWindow } from '../analysis.ts';
import type { DomainNode } from './domain-node.ts';
import { GUEST_GRANT, GUEST_RAM } from './guest-layout.ts';
import type { Boot } from './state.ts';

const STEP = 2n * MiB;
const LEAST = 64n * MiB;

/** Regions in the guest's /hypervisor node after the grant table entry. Guest physical. */
export function extendedRegions(
  boot: Boot,
  domain: DomainNode,
  banks: readonly GuestBank[],
  windows: readonly GuestWindow[],
): readonly Range[] {
  if (domain.enhanced === null) return [];
  const candidates = domain.directMap
    ? unallocatedRam(boot, banks)
    : guestHoles(boot, domain, banks, boot.does.recordsPassthroughRanges ? windows : []);
  return candidates.flatMap((hole) => {
    const end = domain.directMap && boot.does.extendedOnePageShort ? endOf(hole) - 4096n : endOf(hole);
    const start = alignUp(hole.start, STEP);
    const size = alignDown(maxOf(0n, end - start), STEP);
    return size < LEAST ? [] : [range(start, size)];
  });
}

/** Behind the guest's own banks, up to the end of each window. */
function guestHoles(
  boot: Boot,
  domain: DomainNode,
  banks: readonly GuestBank[],
  devices: readonly GuestWindow[],
): Range[] {
  const width = 1n << BigInt(boot.addressBits?.ipa ?? 40);
  const windows = GUEST_RAM.map((window, i) =>
    between(plus(window.start, banks[i]?.size ?? 0n), minOf(endOf(window), addr(width))),
  );
  return subtract(
    windows,
    [...domain.shared, ...devices].map(({ guest, size }) => range(guest, size)),
  );
}

/** Host RAM that is neither the domain's own nor reserved; modules and Xen itself are not left out. */
function unallocatedRam(boot: Boot, banks: readonly GuestBank[]): Range[] {
  const { info } = boot;
  return subtract(info.ram, [
    ...banks.map((bank) => range(bank.guest, bank.size)),
    ...info.reserved,
    ...info.shared.filter((bank) => bank.hasHost),
    GUEST_GRANT,
  ]);
}
