// Where in Xen's source a refusal comes from, for functions that several rules share. Files moved between releases.
import { onwards, type Release } from '../../model/release.ts';
import type { Citation } from './refusal.ts';

/** Of what is cited, the part from a release on: where a rule is younger than the function that has it. */
export const citedFrom = (release: Release, source: readonly Citation[]): readonly Citation[] =>
  source.map((citation) => onwards(citation, release)).filter((citation) => citation !== null);

export const GET_MEMINFO = [
  { until: '4.20', at: 'arch/arm/bootfdt.c:device_tree_get_meminfo' },
  { since: '4.20', until: '4.21', at: 'common/device-tree/bootfdt.c:device_tree_get_meminfo' },
  { since: '4.21', at: 'common/device-tree/bootinfo-fdt.c:device_tree_get_meminfo' },
] as const;

export const OVERLAP_CHECK = [
  { since: '4.18', until: '4.20', at: 'arch/arm/setup.c:check_reserved_regions_overlap' },
  { since: '4.20', at: 'common/device-tree/bootinfo.c:check_reserved_regions_overlap' },
] as const;

export const READ_MODULE = [
  { until: '4.20', at: 'arch/arm/bootfdt.c:process_multiboot_node' },
  { since: '4.20', until: '4.21', at: 'common/device-tree/bootfdt.c:process_multiboot_node' },
  { since: '4.21', at: 'common/device-tree/bootinfo-fdt.c:process_multiboot_node' },
] as const;

export const ADD_MODULE = [
  { until: '4.20', at: 'arch/arm/setup.c:add_boot_module' },
  { since: '4.20', at: 'common/device-tree/bootinfo.c:add_boot_module' },
] as const;

export const KERNEL_PROBE = [
  { until: '4.21', at: 'arch/arm/kernel.c:kernel_probe' },
  { since: '4.21', at: 'common/device-tree/kernel.c:kernel_probe' },
] as const;

export const inBootAllocator = (name: string) => [{ at: `common/page_alloc.c:${name}` }];

export const SETUP_MM_32 = [
  { until: '4.19', at: 'arch/arm/setup.c:setup_mm' },
  { since: '4.19', at: 'arch/arm/arm32/mmu/mm.c:setup_mm' },
] as const;

export const DOMAIN_NODE = [
  { until: '4.19', at: 'arch/arm/domain_build.c:create_domUs' },
  { since: '4.19', until: '4.21', at: 'arch/arm/dom0less-build.c:create_domUs' },
  { since: '4.21', at: 'common/device-tree/dom0less-bindings.c:parse_dom0less_node' },
] as const;

export const CONSTRUCT_DOMU = [
  { until: '4.19', at: 'arch/arm/domain_build.c:construct_domU' },
  { since: '4.19', until: '4.21', at: 'arch/arm/dom0less-build.c:construct_domU' },
  { since: '4.21', at: 'common/device-tree/dom0less-build.c:construct_domU' },
] as const;

export const PLACE_MODULES = [
  { until: '4.22', at: 'arch/arm/kernel.c:place_modules' },
  { since: '4.22', at: 'arch/arm/kernel.c:place_dtb_initrd' },
] as const;

const STATIC_MEMORY = [
  { until: '4.19', at: 'arch/arm/domain_build.c' },
  { since: '4.19', until: '4.21', at: 'arch/arm/static-memory.c' },
  { since: '4.21', at: 'common/device-tree/static-memory.c' },
] as const;

export const inStaticMemory = (name: string) =>
  STATIC_MEMORY.map((entry) => ({ ...entry, at: `${entry.at}:${name}` }));

export const PROCESS_SHM_NODE = [
  { since: '4.17', until: '4.19', at: 'arch/arm/bootfdt.c:process_shm_node' },
  { since: '4.19', until: '4.21', at: 'arch/arm/static-shmem.c:process_shm_node' },
  { since: '4.21', at: 'common/device-tree/static-shmem.c:process_shm_node' },
] as const;

export const PROCESS_SHM = [
  { since: '4.17', until: '4.19', at: 'arch/arm/domain_build.c:process_shm' },
  { since: '4.19', until: '4.21', at: 'arch/arm/static-shmem.c:process_shm' },
  { since: '4.21', at: 'common/device-tree/static-shmem.c:process_shm' },
] as const;

const DOM0LESS_BUILD = [
  { until: '4.19', at: 'arch/arm/domain_build.c' },
  { since: '4.19', until: '4.21', at: 'arch/arm/dom0less-build.c' },
  { since: '4.21', at: 'common/device-tree/dom0less-build.c' },
] as const;

export const inDom0lessBuild = (name: string) =>
  DOM0LESS_BUILD.map((entry) => ({ ...entry, at: `${entry.at}:${name}` }));

/** Where registers and reserved regions of the host are mapped for the domain that has them. */
export const MAP_RANGE = [
  { until: '4.18', at: 'arch/arm/domain_build.c:map_range_to_domain' },
  { since: '4.18', at: 'arch/arm/device.c:map_range_to_domain' },
] as const;

export const ROUTE_INTERRUPT = [{ at: 'arch/arm/irq.c:route_irq_to_guest' }] as const;

const STATIC_CHANNELS = [
  { since: '4.17', until: '4.19', at: 'arch/arm/domain_build.c' },
  { since: '4.19', until: '4.21', at: 'arch/arm/static-evtchn.c' },
  { since: '4.21', at: 'common/device-tree/static-evtchn.c' },
] as const;

export const inStaticChannels = (name: string) =>
  STATIC_CHANNELS.map((entry) => ({ ...entry, at: `${entry.at}:${name}` }));

export const VPL011 = [{ since: '4.17', at: 'arch/arm/vpl011.c:domain_vpl011_init' }] as const;

export const inP2m = (name: string) =>
  [
    { until: '4.19', at: `arch/arm/p2m.c:${name}` },
    { since: '4.19', at: `arch/arm/mmu/p2m.c:${name}` },
  ] as const;

export const inEarlyParser = (name: string) =>
  [
    { until: '4.20', at: `arch/arm/bootfdt.c:${name}` },
    { since: '4.20', until: '4.21', at: `common/device-tree/bootfdt.c:${name}` },
    { since: '4.21', at: `common/device-tree/bootinfo-fdt.c:${name}` },
  ] as const;

/** Where a static page is given its state, and where it loses it. */
export const PREPARE_STATIC = [
  { until: '4.17', at: 'common/page_alloc.c:acquire_staticmem_pages' },
  { since: '4.17', at: 'common/page_alloc.c:prepare_staticmem_pages' },
] as const;
export const UNPREPARE_STATIC = [
  { until: '4.17', at: 'common/page_alloc.c:free_staticmem_pages' },
  { since: '4.17', at: 'common/page_alloc.c:unprepare_staticmem_pages' },
] as const;

/** Where Xen maps RAM for itself. */
export const SETUP_MM_64 = [
  { until: '4.19', at: 'arch/arm/setup.c:setup_mm' },
  { since: '4.19', until: '4.22', at: 'arch/arm/arm64/mmu/mm.c:setup_mm' },
  { since: '4.22', at: 'arch/arm/arm64/mmu/mm.c:setup_mm_helper' },
] as const;

export const FRAMETABLE = [
  { until: '4.20', at: 'arch/arm/mm.c:setup_frametable_mappings' },
  { since: '4.20', until: '4.22', at: 'arch/arm/mmu/mm.c:setup_frametable_mappings' },
  { since: '4.22', at: 'arch/arm/mmu/mm.c:init_frametable' },
] as const;

/** Where a bank of static memory is taken. */
export const ACQUIRE_BANK = [
  { until: '4.17', at: 'arch/arm/domain_build.c:allocate_static_memory' },
  ...citedFrom('4.17', inStaticMemory('acquire_static_memory_bank')),
] as const;

export const SUM_OF_STATIC = [
  ...inStaticMemory('allocate_static_memory'),
  ...citedFrom('4.17', inStaticMemory('assign_static_memory_11')),
] as const;
