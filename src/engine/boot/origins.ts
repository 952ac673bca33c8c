// Why something is where it is in a guest's address space, and which part of Xen puts it there: by layout and release, for
// people who want to look it up.
import type { Gic } from '../../model/board.ts';
import { holds, type Release } from '../../model/release.ts';
import { GUEST_THINGS, type GuestThing, type Origin, type Origins } from '../analysis.ts';
import type { Citation } from '../refusals/refusal.ts';
import {
  citedFrom,
  inDom0lessBuild,
  inStaticMemory,
  PLACE_MODULES,
  PROCESS_SHM,
} from '../refusals/sources.ts';
import type { Boot } from './state.ts';

/**
 * Whose layout a guest has: Xen's own with RAM from static memory (`packed`) or from the heap (`heap`), the host's with static
 * memory (`direct`), or the host's with RAM from the heap (`host`: dom0, a hardware domain).
 */
export type Layout = 'packed' | 'heap' | 'direct' | 'host';

interface Reason {
  readonly why: string;
  readonly source: readonly Citation[];
}

const inDomainBuild = (name: string): Citation[] => [{ at: `arch/arm/domain_build.c:${name}` }];
const TOOLS = 'tools/helpers/';
const KERNEL_PLACE: readonly Citation[] = [{ at: 'arch/arm/kernel.c:kernel_zimage_place' }];
const GIC = {
  2: [{ at: 'arch/arm/vgic-v2.c:vgic_v2_domain_init' }],
  3: [{ at: 'arch/arm/vgic-v3.c:vgic_v3_domain_init' }],
} as const satisfies Record<Gic['version'], readonly Citation[]>;
const VPL011: readonly Citation[] = [{ at: 'arch/arm/vpl011.c:domain_vpl011_init' }];
const UNALLOCATED: readonly Citation[] = [
  { until: '4.20', at: 'arch/arm/domain_build.c:find_unallocated_memory' },
  { since: '4.20', at: 'arch/arm/domain_build.c:find_host_extended_regions' },
];

const XENS_LAYOUT = 'Xen’s guest layout: the same for every guest that has it';
type Reasons = Readonly<Record<GuestThing, Reason>>;

const own = (gic: Gic['version']): Omit<Reasons, 'ram'> => ({
  gic: { why: XENS_LAYOUT, source: GIC[gic] },
  uart: { why: XENS_LAYOUT, source: VPL011 },
  grant: {
    why: 'the first entry of /hypervisor: always 16 MiB here',
    source: inDom0lessBuild('prepare_dtb_domU'),
  },
  extended: {
    why: 'what the guest’s RAM leaves of its two windows, in whole 2 MiB, none below 64 MiB',
    source: citedFrom('4.17', inDomainBuild('find_domU_holes')),
  },
  xenstore: {
    why: 'the second of the magic pages, for the Xenstore ring: put there by Xen',
    source: [{ since: '4.21', at: 'common/device-tree/dom0less-build.c:alloc_xenstore_page' }],
  },
  'xenstore-late': {
    why: 'the second of the magic pages, for the Xenstore ring: put there by init-dom0less, once dom0 runs it',
    source: [{ since: '4.17', at: `${TOOLS}init-dom0less.c:alloc_xs_page` }],
  },
  shared: { why: 'where xen,shared-mem says', source: PROCESS_SHM },
  window: {
    why: 'where xen,reg in the passthrough blob says',
    source: inDom0lessBuild('handle_passthrough_prop'),
  },
  kernel: { why: 'at the start of the first bank, plus its text offset', source: KERNEL_PLACE },
  'device tree': {
    why: '128 MiB into the first bank, else at its end, else before the kernel: where there is room',
    source: PLACE_MODULES,
  },
  ramdisk: { why: 'behind the device tree', source: PLACE_MODULES },
});

const asHost = (gic: Gic['version']): Omit<Reasons, 'ram'> => ({
  ...own(gic),
  gic: { why: 'where the host has its own', source: GIC[gic] },
  uart: { why: 'in the place of Xen’s own console', source: VPL011 },
  extended: {
    why: 'host RAM that is neither its own nor reserved, in whole 2 MiB, none below 64 MiB; other domains’ RAM from the heap is not left out',
    source: UNALLOCATED,
  },
});

const REASONS: Readonly<Record<Layout, (gic: Gic['version']) => Reasons>> = {
  packed: (gic) => ({
    ...own(gic),
    ram: {
      why: 'packed from the start of Xen’s guest layout, in the order of xen,static-mem',
      source: inStaticMemory('allocate_static_memory'),
    },
  }),
  heap: (gic) => ({
    ...own(gic),
    ram: {
      why: 'from the start of Xen’s guest layout; the pages are of Xen’s choice',
      source: [
        { until: '4.19', at: 'arch/arm/domain_build.c:allocate_memory' },
        { since: '4.19', until: '4.20', at: 'arch/arm/dom0less-build.c:allocate_memory' },
        { since: '4.20', until: '4.21', at: 'arch/arm/domain_build.c:allocate_memory' },
        { since: '4.21', at: 'common/device-tree/domain-build.c:allocate_memory' },
      ],
    },
  }),
  direct: (gic) => ({
    ...asHost(gic),
    ram: {
      why: '1:1, bank for bank in the order of xen,static-mem',
      source: citedFrom('4.17', inStaticMemory('assign_static_memory_11')),
    },
  }),
  host: (gic) => ({
    ...asHost(gic),
    ram: { why: '1:1, in pieces that Xen takes from its heap', source: inDomainBuild('allocate_memory_11') },
    gic: {
      why: 'the host’s own, as its tree says',
      source: [{ at: 'arch/arm/gic.c:gic_make_hwdom_dt_node' }],
    },
    grant: {
      why: 'the first entry of /hypervisor: where Xen’s own code is, which is nobody’s RAM',
      source: inDomainBuild('find_gnttab_region'),
    },
  }),
};

/** `find_domU_holes, xen/arch/arm/domain_build.c (Xen 4.22)`. */
function sourceText({ at }: Citation, release: Release): string {
  const [file = '', name = ''] = at.split(':');
  return `${name}, ${file.startsWith(TOOLS) ? file : `xen/${file}`} (Xen ${release})`;
}

/** 3 where the host's is not known. */
export const gicVersion = ({ plan }: Boot): Gic['version'] => plan.host.gic?.version ?? 3;

const known = new Map<string, Origins>();

/** Without what the release does not have. The same object every time for the same layout. */
export function originsOf(layout: Layout, gic: Gic['version'], release: Release): Origins {
  const key = `${layout} ${gic} ${release}`;
  const last = known.get(key);
  if (last !== undefined) return last;
  const origins: Partial<Record<GuestThing, Origin>> = {};
  for (const thing of GUEST_THINGS) {
    const { why, source } = REASONS[layout](gic)[thing];
    const citation = source.find((span) => holds(span, release));
    if (citation !== undefined) origins[thing] = { why, source: sourceText(citation, release) };
  }
  known.set(key, origins);
  return origins;
}

/** Everything it cites of Xen, for scripts/check-citations.mjs; the tools are not below xen/. */
export const ORIGIN_CITATIONS: readonly Citation[] = Object.values(REASONS)
  .flatMap((reasons) => [...Object.values(reasons(2)), ...Object.values(reasons(3))])
  .flatMap(({ source }) => source)
  .filter(({ at }) => !at.startsWith(TOOLS));
