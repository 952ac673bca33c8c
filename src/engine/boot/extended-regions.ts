// The /hypervisor node of a guest: where its grant table may go, and the address space it is offered for mapping foreign
// memory, its extended regions.
//
// Stands for make_hypervisor_node, find_domU_holes, add_ext_regions, find_unallocated_memory (its callers since 4.20) and
// remove_shm_holes_for_domU (arch/arm/domain_build.c and static-shmem.c, every release; for guests other than dom0 since
// 4.17). Not find_memory_holes: what of the host's tree a domain with an IOMMU and the host's layout is offered is not known.
import { addr, alignDown, alignUp, hex, maxOf, MiB, minOf, plus } from '../../model/addr.ts';
import { isExtendedRegionsWanted } from '../../model/command-line.ts';
import { between, endOf, range, type Range, subtract } from '../../model/range.ts';
import { findProperty } from '../../model/tree.ts';
import type { GuestBank, GuestWindow } from '../analysis.ts';
import { xenCommandLine } from './command-line.ts';
import { type DomainNode, domainTag } from './domain-node.ts';
import { GUEST_RAM } from './guest-layout.ts';
import { hasIommu } from './iommu.ts';
import type { Boot } from './state.ts';

const STEP = 2n * MiB;
const LEAST = 64n * MiB;

/** A guest that has the node. */
export interface Hypervisor {
  readonly domain: DomainNode;
  /** Its own RAM, without shared memory. */
  readonly banks: readonly GuestBank[];
  readonly windows: readonly GuestWindow[];
  /** The node's first entry; null where it is not known. */
  readonly grant: Range | null;
  /** The guest has the host's layout: direct-mapped, or the host's hardware is its. */
  readonly asHost: boolean;
  readonly is32bit: boolean;
}

/** The node's entries after the first; null where they depend on what is not known. Guest physical, ascending. */
export function extendedRegions(boot: Boot, guest: Hypervisor): readonly Range[] | null {
  if (guest.is32bit || !isExtendedRegionsWanted(xenCommandLine(boot))) return [];
  if (!guest.asHost) return guestHoles(boot, guest);
  return guest.grant === null || mayHaveIommu(boot, guest.domain)
    ? null
    : whole(unallocatedRam(boot, guest, guest.grant), boot.does.extendedOnePageShort);
}

/** What Xen prints of them. */
export function tellExtendedRegions(boot: Boot, guest: Hypervisor, found: readonly Range[]): void {
  const { trace } = boot;
  const words = boot.does.tagsExtendedRegions ? wordsOf(domainTag(guest.domain)) : WORDS_OF_DOM0;
  const wanted = isExtendedRegionsWanted(xenCommandLine(boot));
  // An informational line, which a release build hides.
  if (!wanted && boot.debug) trace.print(words.disabled);
  else if (wanted && guest.is32bit) trace.print(words.narrow);
  else if (wanted && found.length === 0) trace.print(words.none);
  for (const [i, region] of found.entries())
    trace.print(`${words.one} ${i}: ${hex(region.start)}->${hex(endOf(region))}`);
}

const wordsOf = (tag: string) => ({
  disabled: `${tag}: extended regions support is disabled`,
  narrow: `${tag}: extended regions not supported for 32-bit guests`,
  none: `${tag}: failed to allocate extended regions`,
  one: `${tag}: extended region`,
});

/** When only dom0 had them. */
const WORDS_OF_DOM0: ReturnType<typeof wordsOf> = {
  disabled: 'The extended regions support is disabled',
  narrow: 'The extended regions are only supported for 64-bit guest currently',
  none: 'Failed to allocate extended regions',
  one: 'Extended region',
};

/** add_ext_regions: whole pieces of 2 MiB, none below 64 MiB. */
const whole = (holes: readonly Range[], endsEarly: boolean): Range[] =>
  holes.flatMap((hole) => {
    const end = endsEarly ? endOf(hole) - 4096n : endOf(hole);
    const start = alignUp(hole.start, STEP);
    const size = alignDown(maxOf(0n, end - start), STEP);
    return size < LEAST ? [] : [range(start, size)];
  });

/** Behind the guest's own banks, up to the end of each window. */
function guestHoles(boot: Boot, { domain, banks, windows }: Hypervisor): Range[] {
  const { does } = boot;
  const width = 1n << BigInt(boot.addressBits?.ipa ?? 40);
  const holes = whole(
    GUEST_RAM.map((window, i) =>
      between(plus(window.start, banks[i]?.size ?? 0n), minOf(endOf(window), addr(width))),
    ),
    false,
  );
  const taken = [
    ...(does.leavesSharedOutOfHoles ? domain.shared : []),
    ...(does.recordsPassthroughRanges ? windows : []),
  ];
  return taken.length === 0
    ? holes
    : whole(
        subtract(
          holes,
          taken.map(({ guest, size }) => range(guest, size)),
        ),
        does.extendedOnePageShort,
      );
}

/** Host RAM that is neither the domain's own nor reserved; modules and Xen itself are not left out. */
const unallocatedRam = ({ info, does }: Boot, { banks, windows }: Hypervisor, grant: Range): Range[] =>
  subtract(info.ram, [
    ...banks.map((bank) => range(bank.guest, bank.size)),
    ...info.reserved,
    ...info.shared.filter((bank) => bank.hasHost),
    ...(does.recordsPassthroughRanges ? windows.map(({ guest, size }) => range(guest, size)) : []),
    grant,
  ]);

/** is_iommu_enabled: what one domain says of passthrough can count for others, by release, so any word of it does here. */
const mayHaveIommu = (boot: Boot, domain: DomainNode): boolean =>
  hasIommu(boot) &&
  (domain.id === 0 ||
    domain.isHardware ||
    boot.domains.some(
      ({ node, deviceTree }) => deviceTree !== null || findProperty(node, 'passthrough') !== undefined,
    ));
