// What the early parser refuses about RAM, reserved memory and the static heap.
import type { Cells } from '../../model/cells.ts';
import type { Range } from '../../model/range.ts';
import type { Refusal } from './refusal.ts';
import { type Overlap, regionLine, staticBanksTooMany } from './static.ts';

const WARN_TOO_MANY = 'Warning: Max number of supported memory regions reached.';
const GET_MEMINFO = [
  { until: '4.20', at: 'arch/arm/bootfdt.c:device_tree_get_meminfo' },
  { until: '4.21', at: 'common/device-tree/bootfdt.c:device_tree_get_meminfo' },
  { at: 'common/device-tree/bootinfo-fdt.c:device_tree_get_meminfo' },
] as const;
const OVERLAP_CHECK = [
  { since: '4.18', until: '4.20', at: 'arch/arm/setup.c:check_reserved_regions_overlap' },
  { since: '4.20', at: 'common/device-tree/bootinfo.c:check_reserved_regions_overlap' },
] as const;

export const reservedOverlap: Refusal<Overlap> = {
  id: 'resv-overlap',
  consequence: 'panic',
  early: true,
  says: [{ since: '4.18', lines: regionLine }],
  ends: [],
  source: OVERLAP_CHECK,
  title: 'a reserved-memory region overlaps something recorded before it',
  explain:
    'Xen compares every /reserved-memory range with what it has read so far: other reserved ranges, static memory, ' +
    'the static heap, Xen itself, the device tree blob and boot modules. Which of the two is blamed depends on their order in the tree.',
  fix: 'Move one of the two, or load the module or blob elsewhere.',
};

export const heapOverlap: Refusal<Overlap> = {
  id: 'heap-overlap',
  consequence: 'panic',
  early: true,
  says: [{ since: '4.18', lines: regionLine }],
  ends: [],
  source: OVERLAP_CHECK,
  title: 'the static heap overlaps something recorded before it',
  explain:
    'xen,static-heap is read before the children of /chosen, so it meets Xen, the device tree blob and reserved memory. ' +
    'Modules come later and are dropped instead.',
  fix: 'Move the heap bank, or move what it overlaps.',
};

export const ramRegMissing: Refusal<unknown> = {
  id: 'ram-reg-missing',
  consequence: 'panic',
  early: true,
  says: [],
  ends: [],
  source: GET_MEMINFO,
  title: 'a memory node without reg',
  explain: 'A node that counts as RAM must say where it is. Without reg the parser gives up with -ENOENT.',
  fix: 'Give the node a reg property, or remove it.',
};

export const cellsInvalid: Refusal<{ readonly property: string }> = {
  id: 'static-cells-invalid',
  consequence: 'panic',
  early: true,
  says: [
    { lines: ({ property }) => [`fdt: property \`${property}': invalid #address-cells or #size-cells`] },
  ],
  ends: [],
  source: GET_MEMINFO,
  title: '#address-cells or #size-cells of zero',
  explain:
    'A range needs at least one cell for its address and one for its size; the parent node says otherwise.',
  fix: 'Give the parent node #address-cells and #size-cells of 1 or 2.',
};

export const cellsTooWide: Refusal<Cells> = {
  id: 'static-cells-gt2',
  consequence: 'assertion',
  early: true,
  says: [
    {
      since: '4.21',
      lines: ({ address, size }) => [`dt_read_number(,${address > 2 ? address : size}) bad size`],
    },
  ],
  ends: [
    {
      since: '4.21',
      build: 'debug',
      text: () => "Assertion 'unreachable' failed at ./include/xen/bootfdt.h:39",
    },
  ],
  source: [{ since: '4.21', at: 'include/xen/bootfdt.h:dt_read_number' }],
  title: 'numbers of more than two cells',
  explain:
    'Xen holds addresses in 64 bits. Up to 4.20 the upper cells were lost silently; since 4.21 a debug build stops and a release build takes the first cell as the whole value.',
  fix: 'Use #address-cells and #size-cells of 1 or 2.',
};

export const ramTooMany: Refusal<unknown> = {
  id: 'ram-too-many',
  consequence: 'panic',
  early: true,
  says: [{ lines: () => [WARN_TOO_MANY] }],
  ends: [],
  source: GET_MEMINFO,
  title: 'more than 256 banks of RAM',
  explain: 'Xen has room for 256 RAM banks (NR_MEM_BANKS).',
  fix: 'Merge banks that touch.',
};

export const reservedTooMany: Refusal<unknown> = {
  id: 'resv-too-many',
  consequence: 'panic',
  early: true,
  says: [{ lines: () => [WARN_TOO_MANY] }],
  ends: [{ text: () => 'Max number of supported reserved-memory regions reached.' }],
  source: [{ at: 'process_reserved_memory_node' }],
  title: 'no room left for a reserved-memory region',
  explain:
    'All reserved ranges share 256 entries: /reserved-memory, the static heap and the static memory of every domain. The one that does not fit here is a firmware reservation.',
  fix: 'Merge static banks or reserved regions that touch.',
};

export const tooManyRanges = (kind: string): Refusal<unknown> =>
  kind === 'ram' ? ramTooMany : kind === 'reserved' ? reservedTooMany : staticBanksTooMany;

export const ramNone: Refusal<unknown> = {
  id: 'ram-none',
  consequence: 'panic',
  early: true,
  says: [{ since: '4.21', lines: () => ['PFN compression disabled: no ranges provided'] }],
  ends: [
    { until: '4.18', text: () => 'Xen BUG at common/page_alloc.c:406' },
    {
      until: '4.22',
      text: () => 'The frametable cannot cover the physical region 0xffffffffffffffff - 0000000000000000',
    },
    { text: () => 'Frametable too small' },
  ],
  source: [
    { until: '4.18', at: 'common/page_alloc.c:alloc_boot_pages' },
    { since: '4.18', at: 'arch/arm/mmu/mm.c:setup_frametable_mappings' },
  ],
  title: 'no RAM at all',
  explain:
    'No node of the tree counts as RAM. From 4.20 that takes a depth-1 /memory node with device_type = "memory".',
  fix: 'Describe the RAM in /memory nodes with device_type = "memory" and reg.',
};

export const ramNoDeviceType: Refusal<unknown> = {
  id: 'ram-no-device-type',
  consequence: 'dropped',
  early: true,
  says: [],
  ends: [],
  source: [
    { since: '4.20', until: '4.21', at: 'common/device-tree/bootfdt.c:device_tree_is_memory_node' },
    { since: '4.21', at: 'common/device-tree/bootinfo-fdt.c:device_tree_is_memory_node' },
  ],
  title: 'a memory node without device_type',
  explain:
    'Since 4.20 Xen takes a node for RAM only when it is a child of the root, is named memory, and says device_type = "memory", as the Devicetree Specification asks.',
  fix: 'Add device_type = "memory" to the node.',
};

export const ramBanksOverlap: Refusal<{ readonly line: number }> = {
  id: 'ram-banks-overlap',
  consequence: 'bug',
  early: true,
  says: [],
  ends: [{ text: ({ line }) => `Xen BUG at common/page_alloc.c:${line}` }],
  source: [{ at: 'common/page_alloc.c:bootmem_region_add' }],
  title: 'two banks of RAM overlap',
  explain:
    'RAM banks are never compared while parsing. The boot allocator keeps its regions sorted and apart, and stops with a BUG when one is handed to it twice.',
  fix: 'Describe every byte of RAM once.',
};

export const childNamedMemory: Refusal<Range> = {
  id: 'resv-child-named-memory',
  consequence: 'misbehaves',
  early: true,
  says: [],
  ends: [],
  source: [{ until: '4.20', at: 'bootfdt.c:early_scan_node' }],
  title: 'a reserved region is taken for RAM',
  explain: 'Up to 4.19 any node named memory counts as RAM at any depth, also below /reserved-memory.',
  fix: 'Rename the node.',
};

export const trailingCells: Refusal<unknown> = {
  id: 'static-trailing-cells',
  consequence: 'dropped',
  early: true,
  says: [],
  ends: [],
  source: GET_MEMINFO,
  title: 'a property that is no whole number of ranges',
  explain:
    'Xen divides the property by the cells in force and ignores the rest. Most often the cells are not those the property was written for, and the ranges read are not the ones meant.',
  fix: 'Write the property with the #address-cells and #size-cells of its parent.',
};

export const reservedCells: Refusal<unknown> = {
  id: 'resv-cells-default',
  consequence: 'misbehaves',
  early: true,
  says: [],
  ends: [],
  source: [
    { until: '4.20', at: 'arch/arm/bootfdt.c:device_tree_for_each_node' },
    { since: '4.20', at: 'common/device-tree/bootfdt.c:device_tree_for_each_node' },
  ],
  title: '/reserved-memory without cells of its own',
  explain:
    'Xen walks /reserved-memory on its own and starts from #address-cells 2 and #size-cells 1, not from the root’s. Regions written with the root’s cells are read wrongly and may not be reserved at all.',
  fix: 'Give /reserved-memory its own #address-cells and #size-cells.',
};

export const blobInvalid: Refusal<{ readonly start: bigint }> = {
  id: 'fdt-blob-invalid',
  consequence: 'panic',
  early: true,
  says: [],
  ends: [
    {
      text: ({ start }) =>
        `Invalid device tree blob at physical address 0x${start.toString(16)}.\nThe DTB must be 8-byte aligned and must not exceed 2 MB in size.\n\nPlease check your bootloader.`,
    },
  ],
  source: [{ at: 'arch/arm/mmu/setup.c:early_fdt_map' }],
  title: 'the device tree blob cannot be mapped',
  explain: 'Xen maps at most 2 MiB of the blob, at an address that is a multiple of 8 and not 0.',
  fix: 'Load the blob at an aligned address.',
};

export const memreserveTooMany: Refusal<unknown> = {
  id: 'memreserve-too-many',
  consequence: 'panic',
  early: true,
  says: [],
  ends: [{ since: '4.19', text: () => 'Cannot allocate reserved memory bank' }],
  source: [{ since: '4.19', at: 'bootfdt.c:boot_fdt_info' }],
  title: 'more than 256 /memreserve/ entries',
  explain: 'From 4.19 /memreserve/ entries take places in the table of 256 reserved ranges.',
  fix: 'Merge entries.',
};
