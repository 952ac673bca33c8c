// What Xen refuses about static memory: while parsing, while preparing its pages, and when a domain takes it.
import type { Range } from '../../model/range.ts';
import { prefixedPaddr } from '../boot/format.ts';
import type { Refusal } from './refusal.ts';

/** A range and the recorded one it runs into. */
export interface Overlap {
  readonly range: Range;
  readonly other: Range;
  /** Index of the other among the recorded banks or modules. */
  readonly order: number;
  readonly against: 'bank' | 'mod';
}

/** meminfo_overlap_check and boot_modules_overlap_check, from 4.18. */
export const regionLine = ({ range, other, order, against }: Overlap): readonly string[] => [
  `Region: [${prefixedPaddr(range.start)}, ${prefixedPaddr(range.start + range.size)}) overlapping with ` +
    `${against}[${order}]: [${prefixedPaddr(other.start)}, ${prefixedPaddr(other.start + other.size)})`,
];

const OVERLAP_CHECK = [
  { since: '4.18', until: '4.20', at: 'arch/arm/setup.c:check_reserved_regions_overlap' },
  { since: '4.20', at: 'common/device-tree/bootinfo.c:check_reserved_regions_overlap' },
] as const;
const STATIC_MEMORY = [
  { until: '4.19', at: 'arch/arm/domain_build.c' },
  { since: '4.19', until: '4.21', at: 'arch/arm/static-memory.c' },
  { since: '4.21', at: 'common/device-tree/static-memory.c' },
] as const;
const inStaticMemory = (name: string) =>
  STATIC_MEMORY.map((entry) => ({ ...entry, at: `${entry.at}:${name}` }));

export const staticOverlap: Refusal<Overlap> = {
  id: 'static-overlap',
  consequence: 'panic',
  early: true,
  says: [{ since: '4.18', lines: regionLine }],
  ends: [],
  source: OVERLAP_CHECK,
  title: 'static memory overlaps another reserved range',
  explain:
    'A bank of xen,static-mem meets memory that is already spoken for: another bank (of the same or another domain), the static heap, shared memory or a firmware reservation. ' +
    'From 4.19 parsing fails and Xen panics before the console is up; 4.18 stops reading the tree there; 4.17 does not look.',
  fix: 'Move or shrink one of the two.',
};

export const staticOverlapModule: Refusal<Overlap> = {
  id: 'static-overlap-module',
  consequence: 'panic',
  early: true,
  says: [{ since: '4.18', lines: regionLine }],
  ends: [],
  source: OVERLAP_CHECK,
  title: 'static memory overlaps Xen, the device tree blob or a boot module',
  explain:
    'The bank covers something the boot loader put in memory and Xen has already recorded. 4.17 accepts it, even over Xen itself: then the guest can overwrite the hypervisor, and Xen itself does when it loads the guest there.',
  fix: 'Move the bank, or load the image elsewhere.',
};

export const staticMemreserve: Refusal<Overlap> = {
  id: 'static-memreserve',
  consequence: 'panic',
  early: true,
  says: [{ since: '4.19', lines: regionLine }],
  ends: [],
  source: OVERLAP_CHECK,
  title: 'static memory overlaps a /memreserve/ entry in part',
  explain: 'A range that lies wholly inside a /memreserve/ entry is allowed, one that sticks out is not.',
  fix: 'Move the bank out of the /memreserve/ range.',
};

export const staticBanksTooMany: Refusal<unknown> = {
  id: 'static-banks-too-many',
  consequence: 'panic',
  early: true,
  says: [{ lines: () => ['Warning: Max number of supported memory regions reached.'] }],
  ends: [],
  source: [{ at: 'device_tree_get_meminfo' }],
  title: 'more than 256 reserved ranges',
  explain:
    'Static banks of all domains, the static heap, /reserved-memory and (from 4.19) /memreserve/ share one table of 256 entries.',
  fix: 'Merge banks that touch, or use fewer.',
};

export const staticConfigOff: Refusal<unknown> = {
  id: 'static-config-off',
  consequence: 'panic',
  early: true,
  says: [
    {
      since: 'unstable',
      lines: () => ['CONFIG_STATIC_MEMORY must be enabled for parsing xen,static-mem'],
    },
    { lines: () => ['Device tree generation failed (-2).'] },
  ],
  ends: [],
  source: [
    { until: 'unstable', at: 'static-memory.h stubs' },
    { since: 'unstable', at: 'common/device-tree/bootinfo-fdt.c:process_domain_node' },
  ],
  title: 'Xen was built without static memory',
  explain:
    'CONFIG_STATIC_MEMORY is off, as it is by default. Newer Xen says so while parsing; older Xen reserves the range and then has no memory to give the domain.',
  fix: 'Build Xen with CONFIG_UNSUPPORTED=y and CONFIG_STATIC_MEMORY=y.',
};

const ASSERT_ALIGNED = "Assertion 'IS_ALIGNED(*pbase, PAGE_SIZE) && IS_ALIGNED(*psize, PAGE_SIZE)' failed at";
const assertAligned = [
  { until: '4.18', build: 'debug', text: () => `${ASSERT_ALIGNED} arch/arm/domain_build.c:546` },
  { until: '4.19', build: 'debug', text: () => `${ASSERT_ALIGNED} arch/arm/domain_build.c:556` },
  { until: '4.21', build: 'debug', text: () => `${ASSERT_ALIGNED} arch/arm/static-memory.c:42` },
  { build: 'debug', text: () => `${ASSERT_ALIGNED} common/device-tree/static-memory.c:44` },
] as const;

export const staticUnalignedStart: Refusal<unknown> = {
  id: 'static-unaligned-start',
  consequence: 'assertion',
  early: false,
  says: [],
  ends: assertAligned,
  source: inStaticMemory('acquire_static_memory_bank'),
  title: 'static memory does not start on a page',
  explain:
    'Xen hands out whole 4 KiB pages. A debug build asserts it; a release build looks for the page that holds the start, which was never prepared.',
  fix: 'Align the start to 4 KiB (better 2 MiB).',
};

export const staticUnalignedSize: Refusal<unknown> = {
  id: 'static-unaligned-size',
  consequence: 'assertion',
  early: false,
  says: [],
  ends: assertAligned,
  source: inStaticMemory('acquire_static_memory_bank'),
  title: 'static memory is not a whole number of pages',
  explain:
    'A debug build asserts it. A release build maps the whole pages only but promises the guest every byte: the guest faults when it touches the rest.',
  fix: 'Make the size a multiple of 4 KiB (better 2 MiB).',
};

export const staticZeroSize: Refusal<{ readonly line: number }> = {
  id: 'static-zero-size',
  consequence: 'assertion',
  early: false,
  says: [],
  ends: [{ build: 'debug', text: ({ line }) => `Assertion 'nr_mfns' failed at common/page_alloc.c:${line}` }],
  source: [{ at: 'common/page_alloc.c:acquire_staticmem_pages' }],
  title: 'a static bank of no size',
  explain: 'The early parser skips the entry, but building the domain reads it again: a debug build asserts.',
  fix: 'Remove the empty entry.',
};

/** Page state of the first page of a bank that cannot be acquired. */
export interface Acquire {
  readonly domid: string;
  readonly index: bigint;
  readonly mfn: string;
  /** count_info, without `0x` where zero. */
  readonly state: bigint;
  readonly says: boolean;
}
const acquireLines = ({ domid, index, mfn, state, says }: Acquire): readonly string[] => [
  ...(says ? [`pg[${index}] Static MFN ${mfn} c=${state === 0n ? '0' : `0x${state.toString(16)}`} t=0`] : []),
  `${domid}: failed to acquire static memory: -2.`,
];

export const staticNotPrepared: Refusal<Acquire> = {
  id: 'static-overlap',
  consequence: 'panic',
  early: false,
  says: [{ lines: acquireLines }],
  ends: [],
  source: [{ at: 'common/page_alloc.c:prepare_staticmem_pages' }],
  title: staticOverlap.title,
  explain: staticOverlap.explain,
  fix: staticOverlap.fix,
};

export const staticUnalignedAcquire: Refusal<Acquire> = {
  ...staticUnalignedStart,
  consequence: 'panic',
  says: [{ lines: acquireLines }],
  ends: [],
};

export const staticNodeDisabled: Refusal<Acquire> = {
  id: 'static-node-disabled',
  consequence: 'panic',
  early: false,
  says: [{ lines: acquireLines }],
  ends: [],
  source: [{ since: '4.19', at: 'device_tree_get_meminfo and create_domUs' }],
  title: 'a disabled domain node with static memory',
  explain:
    'From 4.19 a disabled node gets no static memory reserved, yet Xen still builds the domain and finds its pages unprepared.',
  fix: 'Remove the status property, or the whole node.',
};

export const staticOutsideAbove: Refusal<{ readonly line: number }> = {
  id: 'static-outside-above',
  consequence: 'abort',
  early: true,
  says: [{ lines: () => ['Data Abort Trap. Syndrome=0x1c08006'] }],
  ends: [{ text: () => 'CPU0: Unexpected Trap: Data Abort' }],
  source: [{ at: 'common/page_alloc.c:unprepare_staticmem_pages' }],
  title: 'static memory beyond the end of RAM',
  explain:
    'Nothing checks that static memory lies in RAM. Xen keeps a page_info only for RAM, and walks off its table when it prepares the pages: a data abort before the console is up.',
  fix: 'Keep static memory inside the banks of /memory.',
};

export const staticOutsideBelow: Refusal<unknown> = {
  id: 'static-outside-below',
  consequence: 'abort',
  early: true,
  says: [{ lines: () => ['Data Abort Trap. Syndrome=0x1c08006'] }],
  ends: [{ text: () => 'CPU0: Unexpected Trap: Data Abort' }],
  source: [{ at: 'common/page_alloc.c:unprepare_staticmem_pages' }],
  title: 'static memory below the start of RAM',
  explain:
    'Nothing checks that static memory lies in RAM. The index into the table of pages goes below zero: a data abort before the console is up. The address may well be a device.',
  fix: 'Keep static memory inside the banks of /memory.',
};

export const staticHoleSame: Refusal<unknown> = {
  id: 'static-in-hole-same-1g',
  consequence: 'abort',
  early: false,
  says: [{ lines: () => ['Data Abort Trap. Syndrome=0x46'] }],
  ends: [{ text: () => 'CPU0: Unexpected Trap: Data Abort' }],
  source: [{ at: 'arch/arm/mm.c:flush_page_to_ram' }],
  title: 'static memory in a hole of RAM',
  explain:
    'Xen tells RAM from holes by the gigabyte. The pages have a page_info, but no mapping in Xen: the first touch is a data abort.',
  fix: 'Keep static memory inside the banks of /memory.',
};

export const staticHoleOther: Refusal<{ readonly domid: string }> = {
  id: 'static-in-hole-other-1g',
  consequence: 'panic',
  early: false,
  says: [
    { until: '4.22', lines: ({ domid }) => [`${domid}: failed to acquire static memory: -2.`] },
    { lines: () => ['Data Abort Trap. Syndrome=0x1c08006'] },
  ],
  ends: [{ since: '4.22', text: () => 'CPU0: Unexpected Trap: Data Abort' }],
  source: [{ at: 'common/page_alloc.c:prepare_staticmem_pages' }],
  title: 'static memory in a gigabyte without RAM',
  explain:
    'No RAM lies in that gigabyte. From 4.22 the table of pages has no entry for it and Xen aborts; before, the pages are found invalid when the domain is built.',
  fix: 'Keep static memory inside the banks of /memory.',
};

const MISMATCH = 'Size of "memory" property doesn\'t match up with the sum-up of "xen,static-mem".';

export const staticSumLess: Refusal<{ readonly directMap: boolean }> = {
  id: 'static-sum-less',
  consequence: 'panic',
  early: false,
  says: [{ lines: ({ directMap }) => [directMap ? MISMATCH : `${MISMATCH} Unsupported configuration.`] }],
  ends: [],
  source: [...inStaticMemory('allocate_static_memory'), ...inStaticMemory('assign_static_memory_11')],
  title: 'static memory adds up to less than memory',
  explain: 'The banks of xen,static-mem must add up to the memory property exactly, to the byte.',
  fix: 'Set memory to the sum of the banks in KiB.',
};

export const staticSumMore: Refusal<{
  readonly domid: string;
  readonly pages: bigint;
  readonly limit: bigint;
  /** Whether guest messages of level info are printed: a debug build, or guest_loglvl. */
  readonly told: boolean;
}> = {
  id: 'static-sum-more',
  consequence: 'panic',
  early: false,
  says: [
    {
      lines: ({ domid, pages, limit, told }) => [
        ...(told ? [`d[IDLE]v0 Over-allocation for ${domid}: ${pages} > ${limit}`] : []),
        `${domid}: failed to acquire static memory: -22.`,
      ],
    },
  ],
  ends: [],
  source: [{ at: 'common/page_alloc.c:assign_pages' }],
  title: 'static memory adds up to more than memory',
  explain: 'memory is also the most pages the domain may own: the bank that crosses it is refused.',
  fix: 'Set memory to the sum of the banks in KiB.',
};

export const staticSumBug: Refusal<{ readonly directMap: boolean }> = {
  ...staticSumLess,
  id: 'static-sum-bug-3g',
  title: 'a static bank straddles the first 3 GiB of the guest',
  explain:
    'Up to 4.21 Xen counts only the rest of a host bank that it had to split between the two guest RAM banks, and finds the sum too small although it is right.',
  fix: 'Split the bank so that one ends exactly at 3 GiB, or use 4.22.',
};

export const staticGuestBanks: Refusal<unknown> = {
  id: 'static-guest-banks',
  consequence: 'panic',
  early: false,
  says: [{ lines: () => ['Exhausted all possible guest banks.'] }],
  ends: [],
  source: inStaticMemory('allocate_static_memory'),
  title: 'more memory than a guest has addresses for',
  explain: 'A guest that is not direct-mapped has room for 3 GiB at 0x40000000 and 1016 GiB at 0x200000000.',
  fix: 'Give the domain less memory.',
};

export const doubleInitStatic: Refusal<{ readonly line: number; readonly mfn: string }> = {
  id: 'double-init-static',
  consequence: 'bug',
  early: true,
  says: [{ lines: ({ mfn }) => [`pg MFN ${mfn} c=0x2180000000000000 o=0 v=0 t=0`] }],
  ends: [{ text: ({ line }) => `Xen BUG at common/page_alloc.c:${line}` }],
  source: [{ until: '4.18', at: 'common/page_alloc.c:free_heap_pages (mark_page_free)' }],
  title: 'static memory prepared twice',
  explain:
    'Xen 4.17 does not compare ranges. Where two static banks overlap, or one overlaps the static heap, the same pages are prepared twice and a BUG ends the boot.',
  fix: 'Move or shrink one of the two.',
};

export const staticEmpty: Refusal<{ readonly directMap: boolean }> = {
  ...staticSumLess,
  id: 'static-empty',
  title: 'xen,static-mem without a range',
  explain:
    'The property is there, so the domain gets static memory and nothing else; but it holds no whole range, and its sum is less than memory.',
  fix: 'Write the banks, with the cells of /chosen.',
};
