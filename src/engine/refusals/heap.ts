// What ends a boot in memory setup and when the heap runs out.
import type { Range } from '../../model/range.ts';
import type { Release } from '../../model/release.ts';
import { paddr, prefixedPaddr } from '../boot/format.ts';
import type { Refusal } from './refusal.ts';

type Lines = Readonly<Record<Release, number>>;

/** Lines of common/page_alloc.c at each branch tip; they move with any patch, the meaning does not. */
const OVERLAP: Lines = {
  '4.16': 285,
  '4.17': 285,
  '4.18': 292,
  '4.19': 293,
  '4.20': 308,
  '4.21': 309,
  '4.22': 309,
  unstable: 308,
};
const FRAGMENTS: Lines = {
  '4.16': 286,
  '4.17': 286,
  '4.18': 293,
  '4.19': 294,
  '4.20': 309,
  '4.21': 310,
  '4.22': 310,
  unstable: 309,
};
const EMPTY: Lines = {
  '4.16': 406,
  '4.17': 406,
  '4.18': 413,
  '4.19': 414,
  '4.20': 429,
  '4.21': 430,
  '4.22': 430,
  unstable: 429,
};
const NO_FIT: Lines = {
  '4.16': 440,
  '4.17': 440,
  '4.18': 447,
  '4.19': 448,
  '4.20': 463,
  '4.21': 464,
  '4.22': 464,
  unstable: 463,
};
const PAGE_STATE: Lines = {
  '4.16': 1423,
  '4.17': 1423,
  '4.18': 1438,
  '4.19': 1443,
  '4.20': 1480,
  '4.21': 1510,
  '4.22': 0,
  unstable: 0,
};

export const bootMemoryLine = (
  trouble: 'overlap' | 'fragments' | 'empty' | 'no-fit',
  release: Release,
): number => ({ overlap: OVERLAP, fragments: FRAGMENTS, empty: EMPTY, 'no-fit': NO_FIT })[trouble][release];

/** The BUG_ON of a page whose state is not what it should be; 0 where the release has none there. */
export const pageStateLine = (release: Release): number => PAGE_STATE[release];

const bug = { text: ({ line }: { readonly line: number }) => `Xen BUG at common/page_alloc.c:${line}` };
const inBootAllocator = (name: string) => [{ at: `common/page_alloc.c:${name}` }];

export const fragments: Refusal<{ readonly line: number }> = {
  id: 'bootmem-fragments',
  consequence: 'bug',
  early: true,
  says: [],
  ends: [bug],
  source: inBootAllocator('bootmem_region_add'),
  title: 'free memory is in too many pieces',
  explain:
    'Until the heap is up Xen keeps free memory in a list of 256 pieces. Every reserved range, static bank and module inside RAM splits a piece.',
  fix: 'Put static banks next to each other, or use a static heap: then only its banks count.',
};

export const noFreeMemory: Refusal<{ readonly line: number }> = {
  id: 'no-free-bootmem',
  consequence: 'bug',
  early: true,
  says: [],
  ends: [bug],
  source: inBootAllocator('alloc_boot_pages'),
  title: 'nothing left for Xen itself',
  explain: 'All RAM is reserved, or the static heap comes out empty (no size, or read with the wrong cells).',
  fix: 'Leave RAM for Xen, or give the static heap a size.',
};

export const frametableNoSpace: Refusal<{ readonly line: number }> = {
  id: 'frametable-no-space',
  consequence: 'bug',
  early: true,
  says: [],
  ends: [bug],
  source: inBootAllocator('alloc_boot_pages'),
  title: 'no room for Xen’s table of pages',
  explain:
    'Xen keeps 56 bytes for every 4 KiB page of RAM, in one piece that up to 4.21 must start on a 32 MiB boundary (from 4.22 one piece per populated run, 2 MiB). ' +
    'Pieces that touch are not joined. 2 GiB of RAM take 28 MiB.',
  fix: 'Leave a larger free piece, or make the static heap larger.',
};

export const frametableTooSmall: Refusal<Range> = {
  id: 'frametable-too-small',
  consequence: 'panic',
  early: true,
  says: [],
  ends: [
    {
      since: '4.18',
      until: '4.22',
      text: ({ start, size }) =>
        `The frametable cannot cover the physical region ${prefixedPaddr(start)} - ${prefixedPaddr(start + size)}`,
    },
    { since: '4.22', text: () => 'Frametable too small' },
  ],
  source: [{ since: '4.18', at: 'arch/arm/mmu/mm.c:setup_frametable_mappings' }],
  title: 'RAM spans too wide a range',
  explain:
    'The table of pages has 32 GiB of address space: some 2.28 TiB from the first to the last page of RAM.',
  fix: 'Leave the far bank out of the device tree.',
};

export const heapOutsideRam: Refusal<unknown> = {
  id: 'heap-outside-ram',
  consequence: 'abort',
  early: true,
  says: [{ lines: () => ['Data Abort Trap. Syndrome=0x1c08046'] }],
  ends: [{ since: '4.18', text: () => 'CPU0: Unexpected Trap: Data Abort' }],
  source: [{ at: 'arch/arm/arm64/mmu/mm.c:setup_mm_helper' }],
  title: 'the static heap lies outside RAM',
  explain:
    'Nothing checks the heap against RAM. Xen takes its first pages, for page tables, from the top of the highest heap bank and touches memory it has no mapping for.',
  fix: 'Keep the heap inside the banks of /memory.',
};

export const xenOutsideRam: Refusal<unknown> = {
  id: 'xen-outside-ram',
  consequence: 'hang',
  early: true,
  says: [],
  ends: [],
  source: [{ at: 'arch/arm/mmu/setup.c' }],
  title: 'Xen itself lies outside RAM',
  explain:
    'Xen reaches parts of its own image through its map of RAM. When the boot loader puts it where /memory says there is none, every release hangs.',
  fix: 'Load Xen into RAM, or describe that RAM in /memory.',
};

const ZERO_ASSERT: Lines = {
  '4.16': 2821,
  '4.17': 2821,
  '4.18': 2836,
  '4.19': 2839,
  '4.20': 3042,
  '4.21': 3049,
  '4.22': 3070,
  unstable: 3070,
};
/** ASSERT(nr_mfns) of acquire_staticmem_pages. */
export const zeroAssertLine = (release: Release): number => ZERO_ASSERT[release];

export const poolNoMemory: Refusal<unknown> = {
  id: 'p2m-pool-nomem',
  consequence: 'panic',
  early: false,
  says: [{ lines: () => ['Failed to allocate P2M pages.'] }],
  ends: [],
  source: [{ at: 'arch/arm/mmu/p2m.c:p2m_set_allocation' }],
  title: 'the heap is too small for a domain’s page tables',
  explain:
    'Every domain, static or not, gets a pool of heap pages for its stage-2 page tables: 1 MiB per vCPU, a page per MiB of RAM and 512 KiB more.',
  fix: 'Make the static heap larger, or set xen,domain-p2m-mem-mb.',
};

export const heapForDomain: Refusal<unknown> = {
  id: 'heap-for-static-domain',
  consequence: 'panic',
  early: false,
  says: [],
  ends: [],
  source: [{ at: 'construct_domU' }],
  title: 'the heap is too small for what Xen keeps about a domain',
  explain:
    'Even a domain of static memory takes heap pages: its descriptor, vCPUs, page tables and device tree.',
  fix: 'Make the static heap larger.',
};

export const heapNoMemory: Refusal<{ readonly kib: bigint }> = {
  id: 'heap-domain-nomem',
  consequence: 'panic',
  early: false,
  says: [],
  ends: [
    {
      text: ({ kib }) =>
        `Failed to allocate requested domain memory. ${kib}KB unallocated. Fix the VMs configurations.`,
    },
  ],
  source: [{ at: 'domain_build.c:allocate_memory' }],
  title: 'the heap is too small for a domain’s RAM',
  explain:
    'A domain without static memory takes its RAM from Xen’s heap; with a static heap nothing else is available.',
  fix: 'Give the domain less memory or static memory, or make the static heap larger.',
};

export const heapNoShared: Refusal<{ readonly size: bigint }> = {
  id: 'shm-heap-nomem',
  consequence: 'panic',
  early: false,
  says: [
    {
      since: '4.19',
      lines: ({ size }) => [
        `Failed to allocate (${paddr(size >> 10n)}KB) pages as static shared memory from heap`,
      ],
    },
  ],
  ends: [],
  source: [{ since: '4.19', at: 'static-shmem.c:process_shm' }],
  title: 'the heap is too small for shared memory',
  explain: 'Shared memory without a host address comes from Xen’s heap.',
  fix: 'Give the region a host address, or make the heap larger.',
};

export const dom0NoMemory: Refusal<{ readonly mib: bigint }> = {
  id: 'dom0-mem-nomem',
  consequence: 'panic',
  early: false,
  says: [],
  ends: [{ text: ({ mib }) => `Failed to allocate requested dom0 memory. ${mib}MB unallocated` }],
  source: [{ at: 'arch/arm/domain_build.c:allocate_memory_11' }],
  title: 'dom0’s memory cannot be had one to one',
  explain:
    'Xen maps dom0’s RAM at its host addresses, from heap chunks whose size is a power of two and which are aligned to it: the first of 128 MiB (or dom0_mem), others of 4 MiB and more. Static memory in between breaks such chunks up.',
  fix: 'Lower dom0_mem, or move static memory together so that large aligned pieces stay free.',
};

export const dom0MemoryDefault: Refusal<unknown> = {
  id: 'dom0-mem-default',
  consequence: 'warning',
  early: false,
  says: [{ lines: () => ['PLEASE SPECIFY dom0_mem PARAMETER - USING 512M FOR NOW'] }],
  ends: [],
  source: [{ at: 'arch/arm/domain_build.c:create_dom0' }],
  title: 'dom0_mem is not given',
  explain: 'Without dom0_mem on its command line Xen gives dom0 512 MiB.',
  fix: 'Add dom0_mem=… to xen,xen-bootargs.',
};

/** The dprintk of append_static_memory_to_bank. */
const MAP_FAILED = 'Failed to map pages to DOMU: -2';

export const poolTooSmall: Refusal<{ readonly domid: string; readonly shared: boolean }> = {
  id: 'p2m-pool',
  consequence: 'panic',
  early: false,
  says: [
    {
      build: 'release',
      lines: ({ shared, domid }) => (shared ? [`Failed to map shared memory to ${domid}.`] : []),
    },
    {
      until: '4.19',
      lines: ({ shared, domid }) => [
        shared ? `Failed to map shared memory to ${domid}.` : `arch/arm/domain_build.c:502: ${MAP_FAILED}`,
      ],
    },
    {
      until: '4.21',
      lines: ({ shared, domid }) => [
        shared ? `Failed to map shared memory to ${domid}.` : `arch/arm/static-memory.c:30: ${MAP_FAILED}`,
      ],
    },
    {
      lines: ({ shared, domid }) => [
        shared
          ? `Failed to map shared memory to ${domid}.`
          : `common/device-tree/static-memory.c:30: ${MAP_FAILED}`,
      ],
    },
  ],
  ends: [],
  source: [{ at: 'arch/arm/mmu/p2m.c:p2m_next_level' }],
  title: 'the page table pool is too small',
  explain:
    'Stage-2 page tables come from a pool set by xen,domain-p2m-mem-mb. Memory that is not aligned to 2 MiB, at its start, its end and between host and guest, needs a table per 2 MiB.',
  fix: 'Align the banks to 2 MiB, or raise xen,domain-p2m-mem-mb.',
};
