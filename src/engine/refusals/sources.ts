// Where in Xen's source a refusal comes from, for functions that several rules share. Files moved between releases.
import type { Release } from '../../model/release.ts';

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

/** `since`: the release that first had the function, where not all had. */
export const inStaticMemory = (name: string, since: Release = '4.16') =>
  STATIC_MEMORY.map((entry) => ({ since, ...entry, at: `${entry.at}:${name}` }));

export const PROCESS_SHM_NODE = [
  { until: '4.19', at: 'arch/arm/bootfdt.c:process_shm_node' },
  { since: '4.19', until: '4.21', at: 'arch/arm/static-shmem.c:process_shm_node' },
  { since: '4.21', at: 'common/device-tree/static-shmem.c:process_shm_node' },
] as const;

export const PROCESS_SHM = [
  { until: '4.19', at: 'arch/arm/domain_build.c:process_shm' },
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

export const ROUTE_INTERRUPT = [{ at: 'arch/arm/irq.c:route_irq_to_guest' }] as const;

const STATIC_CHANNELS = [
  { until: '4.19', at: 'arch/arm/domain_build.c' },
  { since: '4.19', until: '4.21', at: 'arch/arm/static-evtchn.c' },
  { since: '4.21', at: 'common/device-tree/static-evtchn.c' },
] as const;

export const inStaticChannels = (name: string) =>
  STATIC_CHANNELS.map((entry) => ({ ...entry, at: `${entry.at}:${name}` }));

export const VPL011 = [{ since: '4.17', at: 'arch/arm/vpl011.c:domain_vpl011_init' }] as const;
