// What differs between Xen releases, as data: one entry per behaviour with the releases it holds for.
import { RELEASES, type Release, type Span, holds } from '../../model/release.ts';

/** A difference in behaviour and the change in Xen that made it. */
interface Change extends Span {
  /** Commit and subject, or where it was read. */
  readonly change: string;
}

const CHANGES = {
  /** Xen maps itself one to one to switch page tables, in 2 TiB … */
  mapsItselfTo2TiB: { since: '4.18', change: '(prepare_boot_identity_mapping)' },
  /** … or in 10 TiB of its address space. */
  mapsItselfTo10TiB: { since: '4.19', change: '(IDENTITY_MAPPING_AREA_NR_L0)' },
  /** Page tables are set up before the device tree is looked at. */
  mapsItselfFirst: { until: '4.20', change: '(start_xen)' },
  /** The interrupt of Xen's console is a signed number, and its absence noticed. */
  noticesNoConsoleIrq: { since: '4.18', change: '(create_domUs)' },
  /** Xen's map of RAM covers 5 TiB; before, 4.5. */
  mapsFiveTiB: { since: '4.18', change: '(DIRECTMAP_SIZE)' },
  /** Start-up code, read-only by then, follows the data that Xen mostly reads; since then more data does. */
  codeBehindGroups: { until: '4.17', change: 'ace4030223 xen/arm: Support properly __ro_after_init on Arm' },
  /** RAM must fit Xen's map of it. */
  checksDirectmapSpan: { since: '4.21', change: '9fc76a2e35 xen/arm64: Panic if direct map is too small' },
  /** Mapping the page tables of vmap takes boot memory instead of the heap's. */
  mapsVmapFromBootMemory: { since: '4.19', change: '2213b5a293 setup: Move vm_init() before acpi calls' },
  /** Reserved, static, heap and module ranges are compared before they are recorded. */
  checksOverlap: { since: '4.18', change: '6f7d56ccd3, 4f6a291582' },
  /** An error while parsing the flattened tree panics; before, scanning just stopped. */
  parseErrorPanics: {
    since: '4.19',
    change: '02d0a615b3 xen/arm: bootfdt: Check return code of device_tree_for_each_node()',
  },
  /** `/memreserve/` entries are reserved banks. */
  memreserveIsReserved: {
    since: '4.19',
    change: '53dc37829c xen/arm: Add DT reserve map regions to bootinfo.reserved_mem',
  },
  /** Of static and shared banks none is prepared behind one of less than a page. */
  smallStaticBankEndsPreparing: {
    until: '4.19',
    change: 'e5816ad4e8 xen/arm: Introduce helper for static memory pages',
  },
  /** With a static heap the memory of boot modules is not given to it in the end. */
  keepsModulesBesideStaticHeap: {
    since: '4.20',
    change: '4cde11cdae xen/arm: Check for Static Heap feature when freeing resources',
  },
  /** A GICv2 guest has the CPU interface mapped from the start; since then when it first touches it. */
  mapsCpuInterfaceAtOnce: {
    until: '4.18',
    change: '4dbcb06536 xen/arm: Defer GICv2 CPU interface mapping until the first access',
  },
  /** `status` is read for memory, reserved-memory and the reservation of static memory. */
  readsStatus: { since: '4.19', change: 'c419d2dd35 xen/arm: Skip memory nodes if not enabled' },
  /** RAM is a depth-1 `/memory` with `device_type = "memory"`; before, any node of that name. */
  strictMemoryNode: {
    since: '4.20',
    change: '47d4d3cdc5 xen/arm: bootfdt: Fix device tree memory node probing',
  },
  /** Shared memory has its own array of 32 banks, and its host address is optional. */
  sharedOwnBanks: { since: '4.19', change: '2b557af192, 1544d355b5' },
  /** Of 2 MiB of foreign memory mapped as one, references are given back too. */
  putsForeignBlocks: { since: '4.19', change: '3e2121ce47 xen/p2m: put reference for level 2 superpage' },
  /** A direct-mapped domain must see shared memory 1:1. */
  sharedMustBeDirect: { since: '4.19', change: 'cb1ddafdc5, c56f1ef577' },
  /** Shared memory is listed in the guest's RAM too. */
  sharedInGuestMemory: { since: '4.19', change: '7846f7699f' },
  /** A number of more than two cells is an error instead of losing its upper cells. */
  wideNumberIsError: { since: '4.21', change: 'dt_read_number in bootfdt.h' },
  /** The whole of a host bank counts even when it straddles the first guest bank's end. */
  countsStraddlingBank: {
    since: '4.22',
    change: 'd6a6ea77e1 static-memory: Fix incorrect tot_size calculation',
  },
  /** `MODULE[]` lines end on the last byte, not one past it. */
  moduleLineInclusive: { since: '4.20', change: 'early_print_info in bootfdt.c' },
  /** One frametable block per populated run, page granular, instead of one block aligned to 32 MiB. */
  frametableSkipsHoles: { since: '4.22', change: '10d417b8b6' },
  /** A span of RAM that the frametable cannot cover is refused. */
  checksFrametableSpan: { since: '4.18', change: 'setup_frametable_mappings' },
  /** vPL011 that cannot be set up is told and forgotten; else its domain fails. */
  ignoresVpl011Failure: { since: '4.17', until: '4.18', change: 'construct_domU' },
  /** vPL011 is set up when everything else of the domain is. */
  vpl011Last: { until: '4.17', change: 'construct_domU' },
  /** The guest's device tree has room for 128 bytes a vCPU there can be and 2048 (arm64: 18432) instead of 4096. */
  bigGuestTree: { since: '4.22', change: 'e80f4da85b' },
  /** PGC_need_scrub is a bit of its own. */
  scrubHasOwnBit: { since: '4.22', change: 'cbb484d008' },
  /** PSCI and UART nodes end the guest's tree, and any error of theirs is -EINVAL. */
  archNodesLast: { since: '4.21', change: 'make_arch_nodes' },
  /** Nodes of domains, shared memory and event channels are not part of the host that dom0 gets. */
  keepsXensNodes: {
    since: '4.18',
    change: 'c6bda36af0, 290f82375d xen/arm: Skip Xen specific nodes/properties',
  },
  /** A zImage that is longer than what it may use of the first bank is refused; before, it was loaded below the bank. */
  placesKernelInBank: { since: '4.22', change: '0656627b89, af11b93e3e' },
  /** Wrapper messages tell the return code. */
  wrapperTellsRc: { since: '4.18', change: 'create_domUs' },
  /** Xenstore for dom0less is decided after every domain is built. */
  xenstoreCheckedLast: { since: '4.21', change: 'df2c03e2eb, 0e2bb9d9b1' },
  /** A vCPU that cannot be created fails its domain; before, it was left out. */
  vcpuFailureFatal: { since: '4.20', change: 'e3aa330017' },
  /** A debug build without static memory asserts that no domain asks for it. */
  assertsNoStatic: { since: '4.17', change: 'the stub of allocate_static_memory' },
  /** A static-mem property is refused while parsing when the feature is compiled out. */
  rejectsStaticWhenOff: { since: 'unstable', change: 'e888192d13' },
  /** P2M decides before emulation when a guest faults. */
  p2mBeforeEmulation: { since: '4.22', change: '17a9070d22' },
  /** The P2M root is invalidated at start also when it is level 0. */
  invalidatesLevel0Root: { since: '4.21', change: '14c57887f3' },
  /** `xen,static-mem` uses the plain cells of `/chosen`. */
  plainStaticCells: {
    since: '4.17',
    change: '942ac5fc15 xen/arm, device-tree: Make static-mem use #{address,size}-cells',
  },
  /** `direct-map`, `xen,static-heap` and static shared memory exist. */
  has417Features: { since: '4.17', change: '75591dcfe0, 4596329291, 1d98281adf' },
  /** The flag of static pages is PGC_static; before, PGC_reserved. */
  namesStaticPages: {
    since: '4.17',
    change: '283abca299 xen: do not merge reserved pages in free_heap_pages()',
  },
  /** A static page that is freed stays static, on a list of the domain that had it; before, it goes to the heap. */
  keepsFreedStatic: { since: '4.17', change: 'd58b6aef96, b01721f077' },
  /** A domain of static memory is populated with what it gave up; before, from the heap. */
  populatesFromGivenUp: { since: '4.17', change: '172015009a' },
  /** Foreign memory that is mapped in 2 MiB gives its reference back with the mapping; before, only what is mapped in 4 KiB. */
  dropsForeignSuperpages: {
    since: '4.19',
    change: '3e2121ce47 xen/p2m: put reference for level 2 superpage',
  },
  /** Xen's map of RAM is made of whole gigabytes, holes included, and takes no page for its tables. */
  mapsWholeGigabytes: { until: '4.17', change: 'setup_xenheap_mappings in arch/arm/mm.c' },
  /** A heap page may be merged with a static neighbour, which is on no list. */
  mergesStaticPages: {
    until: '4.17',
    change: '7d3f8a2a26 xen: do not merge reserved pages in free_heap_pages()',
  },
  /** Where dom0's grant table goes is decided before its memory. */
  grantRangeFirst: { since: '4.20', change: 'construct_dom0' },
  /** allocate_memory_11 calls dom0 d0. */
  printsD0: { since: '4.22', change: 'allocate_memory_11' },
  /** Extended regions are told as those of a domain; before, there were none but dom0's. */
  tagsExtendedRegions: { since: '4.17', change: '2a2447757b xen/arm: implement domU extended regions' },
  /** Shared memory is left out of the extended regions of a domain with its own layout. */
  leavesSharedOutOfHoles: {
    since: '4.19',
    change: 'a0fee882c1 xen/arm: remove shm holes from extended regions',
  },
  /** Xen gives a domain the page of its Xenstore ring; before, dom0's init-dom0less does. */
  givesXenstorePage: {
    since: '4.21',
    change: 'df2c03e2eb xen/arm: Alloc XenStore page for Dom0less DomUs from hypervisor',
  },
  /** Extended regions that add_ext_regions is asked for end one page early, which costs 2 MiB. */
  extendedOnePageShort: { since: '4.18', until: '4.21', change: 'add_ext_regions' },
  /** An error below a partial tree's /passthrough fails the domain; before, it was printed and forgotten. */
  passthroughErrorsFatal: {
    since: '4.18',
    change: 'f51c92383b xen/arm: Check return code from recursive calls to scan_pfdt_node()',
  },
  /** The guest's tree may be larger by the size of the partial tree. */
  passthroughHasRoom: {
    since: '4.18',
    change: 'd27d274ffa xen/arm: Account for domU dtb bootmodule size separately',
  },
  /** Cells of `xen,reg` must be 1 or 2. */
  checksPassthroughCells: {
    since: '4.20',
    change: 'b83e1d9a1a dom0less: Prevent division by zero in handle_passthrough_prop()',
  },
  /** Guest ranges of `xen,reg` are recorded, and left out of extended regions. */
  recordsPassthroughRanges: { since: '4.21', change: 'xen_reg_assigned in struct kernel_info' },
  /** A domain of /chosen can be the hardware, control or Xenstore domain. */
  hasCapabilities: { since: '4.21', change: '52cb53f181, df68a4cb7e' },
  /** Whether a domain may have devices behind an IOMMU is kept for the domains after it. */
  passthroughLeaks: {
    since: '4.19',
    until: '4.21',
    change: '1d2b4f3049; reset for each domain since cddc790705',
  },
  /** `max_grant_version`, `max_grant_frames` and `max_maptrack_frames` are read. */
  readsGrantLimits: { since: '4.18', change: 'create_domUs' },
  /** Cache colouring exists. */
  hasLlcColoring: { since: '4.20', change: '5948dc1675, 6cdea3444e' },
  /** What is no number in a list of colours is an error and not 0. */
  refusesColorJunk: { since: '4.22', change: 'parse_color_config' },
  /** The colours of a domain are kept for the domains after it. */
  colorsLeak: { since: '4.20', until: '4.21', change: 'reset for each domain since cddc790705' },
  /** A domain without colours is told to use all of them. */
  tellsAllColors: { since: '4.20', until: '4.21', change: 'domain_set_default_colors' },
  /** Under colouring dom0's banks are the lowest free RAM, the first large enough; before, the largest pieces first. */
  usesLowBanksFirst: {
    since: '4.22',
    change: 'af11b93e3e, 0656627b89',
  },
  /** Free host RAM for dom0 ends a page early, which costs 2 MiB. */
  freeRegionsEndEarly: { since: '4.20', until: '4.21', change: 'add_hwdom_free_regions' },
  /** `xen,sci_type` is read. */
  readsSciType: { since: '4.21', change: 'domu_dt_sci_parse' },
  /** Memory is set up on an MPU; before, it is a BUG. */
  setsUpMpuMemory: { since: '4.22', change: 'setup_mm_helper in arch/arm/mpu/mm.c' },
  /** `v8r_el1_msa` is read. */
  readsMsa: { since: '4.22', change: 'domu_dt_v8r_el1_msa_parse' },
  /** `sve` is read. */
  readsSve: { since: '4.18', change: 'create_domUs' },
  /** `trap-unmapped-accesses` is read. */
  readsTraps: { since: '4.21', change: 'arch_parse_dom0less_node' },
  /** vCPUs are bound to the CPUs that `xen,vcpu` nodes name. */
  setsAffinity: { since: '4.21', change: 'domain_vcpu_affinity' },
  /** Phandles of a partial tree must leave room below the guest's interrupt controller. */
  checksBlobPhandles: {
    since: '4.22',
    change: 'a010efd323 xen/dom0less: introduce next_phandle in struct kernel_info',
  },
} as const satisfies Record<string, Change>;

export type Behaviour = keyof typeof CHANGES;

/** For each behaviour, whether the release has it. */
export type Does = Readonly<Record<Behaviour, boolean>>;

const doesOf = (release: Release): Does =>
  Object.fromEntries(
    (Object.keys(CHANGES) as Behaviour[]).map((name) => [name, holds(CHANGES[name], release)]),
  ) as Does;

const TABLE = new Map<Release, Does>(RELEASES.map((release) => [release, doesOf(release)]));

export const behavioursOf = (release: Release): Does => TABLE.get(release) ?? doesOf(release);
