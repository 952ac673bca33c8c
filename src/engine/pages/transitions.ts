// What each step means, why Xen does it and where: one entry per step and range of releases.
import type { Citation } from '../refusals/refusal.ts';
import { holds, type Release, type Span } from '../../model/release.ts';
import type { What } from './event.ts';

interface Telling extends Span {
  readonly title: string;
  /** One sentence. */
  readonly why: string;
  readonly source: readonly Citation[];
}

const PAGE_ALLOC = (name: string): readonly Citation[] => [{ at: `common/page_alloc.c:${name}` }];
const moved = (until: Release, before: string, since: string): readonly Citation[] => [
  { until, at: before },
  { since: until, at: since },
];
const EARLY_SCAN: readonly Citation[] = [
  { until: '4.20', at: 'arch/arm/bootfdt.c:early_scan_node' },
  { since: '4.20', until: '4.21', at: 'common/device-tree/bootfdt.c:early_scan_node' },
  { since: '4.21', at: 'common/device-tree/bootinfo-fdt.c:early_scan_node' },
];
const DOMAIN_NODE: readonly Citation[] = EARLY_SCAN.map((citation) => ({
  ...citation,
  at: citation.at.replace('early_scan_node', 'process_domain_node'),
}));
const ADD_MODULE = moved(
  '4.20',
  'arch/arm/setup.c:add_boot_module',
  'common/device-tree/bootinfo.c:add_boot_module',
);
const ASSIGN_SHARED: readonly Citation[] = [
  { since: '4.17', until: '4.19', at: 'arch/arm/domain_build.c:assign_shared_memory' },
  { since: '4.19', until: '4.21', at: 'arch/arm/static-shmem.c:assign_shared_memory' },
  { since: '4.21', at: 'common/device-tree/static-shmem.c:assign_shared_memory' },
];
const P2M = (name: string): readonly Citation[] =>
  moved('4.19', `arch/arm/p2m.c:${name}`, `arch/arm/mmu/p2m.c:${name}`);
const POPULATE: readonly Citation[] = [{ at: 'common/memory.c:populate_physmap' }];

const TRANSITIONS: Readonly<Record<What, readonly Telling[]>> = {
  'ram-found': [
    {
      title: 'power-on',
      why: 'RAM is what the tree’s memory nodes say: nobody has claimed any of it.',
      source: EARLY_SCAN,
    },
  ],
  'xen-recorded': [
    {
      title: 'Xen’s own image',
      why: 'The boot loader put Xen here, so nobody else may have it.',
      source: ADD_MODULE,
    },
  ],
  'module-recorded': [
    {
      title: 'a boot module is noted',
      why: 'The file must stay whole until Xen has read it, so its memory is kept from the allocators.',
      source: ADD_MODULE,
    },
  ],
  'reserved-recorded': [
    {
      title: 'a reserved region is noted',
      why: 'Firmware or a device has this memory: Xen never gives it to anybody.',
      source: EARLY_SCAN,
    },
  ],
  'static-recorded': [
    {
      title: 'static memory is noted',
      why: 'No allocator may get it, or another domain could have it first; whose it will be is only in the tree.',
      source: DOMAIN_NODE,
    },
  ],
  'heap-recorded': [
    {
      title: 'the static heap is noted',
      why: 'With a static heap Xen and everything that is not static live in these banks alone.',
      source: EARLY_SCAN,
    },
  ],
  'boot-given': [
    {
      until: '4.17',
      title: 'free RAM goes to the boot allocator',
      why: 'Xen needs memory before it has a heap: whole pages that are neither module nor reserved.',
      source: [{ at: 'arch/arm/setup.c:setup_mm' }],
    },
    {
      since: '4.17',
      title: 'free RAM goes to the boot allocator',
      why: 'Xen needs memory before it has a heap: the static heap if there is one, else whole pages that are neither module nor reserved.',
      source: moved(
        '4.20',
        'arch/arm/setup.c:populate_boot_allocator',
        'common/device-tree/bootinfo.c:populate_boot_allocator',
      ),
    },
  ],
  'boot-taken': [
    {
      title: 'taken from the boot allocator',
      why: 'Xen takes it from the highest region that fits, as high as possible, and keeps it for good.',
      source: PAGE_ALLOC('alloc_boot_pages'),
    },
  ],
  'static-prepared': [
    {
      until: '4.17',
      title: 'pages become free static memory',
      why: 'Their count_info was 0, which means in use; they are made free and marked, and put on no list and not scrubbed.',
      source: PAGE_ALLOC('free_staticmem_pages'),
    },
    {
      since: '4.17',
      title: 'pages become free static memory',
      why: 'Their count_info was 0, which means in use; they are made free and marked, and put on no list and not scrubbed.',
      source: PAGE_ALLOC('unprepare_staticmem_pages'),
    },
  ],
  'heap-opened': [
    {
      title: 'the rest becomes the heap',
      why: 'What the boot allocator has left goes to the buddy allocator, which domains and Xen take from now on.',
      source: PAGE_ALLOC('end_boot_allocator'),
    },
  ],
  'xenheap-opened': [
    {
      title: 'the heap Xen always has mapped',
      why: 'A 32-bit Xen cannot map all RAM, so what it must always reach has a heap of its own.',
      source: PAGE_ALLOC('init_xenheap_pages'),
    },
  ],
  'heap-taken': [
    {
      title: 'taken from the heap',
      why: 'The buddy allocator picks the pages: how many is known, which is not.',
      source: PAGE_ALLOC('alloc_heap_pages'),
    },
  ],
  'heap-returned': [
    {
      title: 'given back to the heap',
      why: 'Nobody has a reference any more.',
      source: PAGE_ALLOC('free_heap_pages'),
    },
  ],
  'chunk-taken': [
    {
      title: 'chunks of the heap, mapped one to one',
      why: 'A domain with the host’s devices must find its RAM at its host addresses, so Xen looks for large chunks, low ones first.',
      source: [{ at: 'arch/arm/domain_build.c:allocate_memory_11' }],
    },
  ],
  verified: [
    {
      until: '4.17',
      title: 'each page is verified and taken',
      why: 'The tree is not trusted: a page that is not exactly free and PGC_reserved may be somebody else’s already.',
      source: PAGE_ALLOC('acquire_staticmem_pages'),
    },
    {
      since: '4.17',
      title: 'each page is verified and taken',
      why: 'The tree is not trusted: a page that is not exactly free and PGC_static may be somebody else’s already.',
      source: PAGE_ALLOC('prepare_staticmem_pages'),
    },
  ],
  'rolled-back': [
    {
      until: '4.17',
      title: 'a page is not free: all before it go back',
      why: 'Half of a bank is of no use, so those already taken become free static memory again and the domain is refused.',
      source: PAGE_ALLOC('acquire_staticmem_pages'),
    },
    {
      since: '4.17',
      title: 'a page is not free: all before it go back',
      why: 'Half of a bank is of no use, so those already taken become free static memory again and the domain is refused.',
      source: PAGE_ALLOC('prepare_staticmem_pages'),
    },
  ],
  assigned: [
    {
      title: 'the pages get their owner',
      why: 'The owner holds one reference (PGC_allocated) and has the pages on its page_list.',
      source: PAGE_ALLOC('assign_pages'),
    },
  ],
  'assign-refused': [
    {
      title: 'more than the domain may have',
      why: 'memory says how many pages the domain may own; the bank goes back and the domain is refused.',
      source: PAGE_ALLOC('assign_pages'),
    },
  ],
  mapped: [
    {
      title: 'mapped for the guest',
      why: 'The P2M now leads guest addresses to these pages; RAM that is the domain’s own takes no reference for that.',
      source: [{ at: 'arch/arm/p2m.c:guest_physmap_add_entry' }],
    },
  ],
  referenced: [
    {
      title: 'a reference for each borrower',
      why: 'The owner takes them all at once, before any borrower exists, so that none can lose the pages.',
      source: ASSIGN_SHARED,
    },
  ],
  'foreign-mapped': [
    {
      title: 'mapped as foreign memory',
      why: 'The borrower sees the pages and owns none of them; its reference was taken with the owner.',
      source: [{ at: 'arch/arm/p2m.c:map_regions_p2mt' }],
    },
  ],
  'module-freed': [
    {
      title: 'a module’s memory goes to the heap',
      why: 'All domains are built, so nobody reads the file again.',
      source: [{ at: 'arch/arm/setup.c:discard_initial_modules' }],
    },
  ],
  'module-kept': [
    {
      title: 'a module’s memory is lost',
      why: 'With a static heap nothing else may become heap, so what the file took stays unused.',
      source: [{ at: 'arch/arm/setup.c:discard_initial_modules' }],
    },
  ],
  'init-freed': [
    {
      title: 'Xen’s start-up code goes to the heap',
      why: 'It has run; how much it is depends on the build (Xen prints it).',
      source: moved('4.19', 'arch/arm/mm.c:free_init_memory', 'arch/arm/mmu/setup.c:free_init_memory'),
    },
  ],
  'init-kept': [
    {
      title: 'Xen’s start-up code is lost',
      why: 'With a static heap nothing else may become heap, so it is cleared and stays unused.',
      source: [{ since: '4.20', at: 'arch/arm/mmu/setup.c:free_init_memory' }],
    },
  ],
  dying: [
    {
      title: 'the domain is to die',
      why: 'A toolstack in dom0 or a control domain asks for it; the domain gets no page any more, and Xen goes through all that it has.',
      source: [{ at: 'common/domain.c:domain_kill' }],
    },
  ],
  'freed-to-heap': [
    {
      until: '4.17',
      title: 'the pages go to the heap, static ones too',
      why: 'put_page knows no static memory yet: the flag is lost with the last reference, and anybody may get the page.',
      source: PAGE_ALLOC('free_domheap_pages'),
    },
    {
      since: '4.17',
      title: 'the pages go to the heap',
      why: 'The last reference is gone and no flag says otherwise.',
      source: PAGE_ALLOC('free_domheap_pages'),
    },
  ],
  'freed-to-list': [
    {
      title: 'the pages are free static memory again, on resv_page_list',
      why: 'put_page sees PGC_static: the page must not reach the heap, so it waits for the domain that had it, unscrubbed unless Xen tests its scrubbing.',
      source: [{ since: '4.17', at: 'common/page_alloc.c:free_domstatic_page' }],
    },
  ],
  'kept-by-reference': [
    {
      title: 'others still have references',
      why: 'The owner’s reference is gone; a page is freed with its last one only.',
      source: [{ at: 'arch/arm/domain.c:relinquish_memory' }],
    },
  ],
  'reference-dropped': [
    {
      title: 'a borrower’s reference is given back',
      why: 'Its P2M is taken down, and with each mapping of foreign memory goes the reference taken for it.',
      source: P2M('p2m_free_entry'),
    },
  ],
  'reference-lost': [
    {
      title: 'a borrower’s reference is forgotten',
      why: 'Up to 4.18 only mappings of 4 KiB give their reference back: what was mapped in larger pieces keeps it for ever.',
      source: [{ until: '4.19', at: 'arch/arm/p2m.c:p2m_free_entry' }],
    },
  ],
  'reference-underflow': [
    {
      title: 'a reference is given back that nobody took',
      why: 'The region has borrowers and no owner, so its pages were mapped uncounted: a debug build of Xen ends here in an assertion; any other leaves the pages with a count that is wrong, which is not followed here.',
      source: [{ since: '4.17', at: 'arch/arm/mm.c:put_page_nr' }],
    },
  ],
  'pages-returned': [
    {
      title: 'given back to the heap',
      why: 'Nobody has a reference any more; what a dead domain had is scrubbed.',
      source: PAGE_ALLOC('free_domheap_pages'),
    },
  ],
  'domain-gone': [
    {
      until: '4.17',
      title: 'struct domain is freed',
      why: 'Nothing refers to the domain any more, and which ranges were its is only in the device tree.',
      source: [{ at: 'common/domain.c:complete_domain_destroy' }],
    },
    {
      since: '4.17',
      title: 'struct domain is freed, and resv_page_list with it',
      why: 'Nobody takes the pages off the list before: they stay free and static and nobody can find them until the host reboots.',
      source: [{ at: 'common/domain.c:complete_domain_destroy' }],
    },
  ],
  'domain-lingers': [
    {
      title: 'the dead domain lingers',
      why: 'Pages of its still have references, and each page that is not freed keeps its owner.',
      source: [{ at: 'common/domain.c:domain_kill' }],
    },
  ],
  'recreate-refused': [
    {
      title: 'it cannot be built again',
      why: 'Only Xen’s own start can take static memory (acquire_domstatic_pages is gone with the start-up code), and no hypercall names host ranges: “They cannot be properly shutdown or rebooted using xl” (docs/features/dom0less.pandoc).',
      source: PAGE_ALLOC('acquire_domstatic_pages'),
    },
  ],
  created: [
    {
      title: 'a domain of heap memory',
      why: 'A toolstack can create domains of the heap only, and gets any page that is free there.',
      source: POPULATE,
    },
  ],
  'populated-from-heap': [
    {
      title: 'RAM from the heap',
      why: 'Any free page will do, wherever the one that was given up has gone.',
      source: POPULATE,
    },
  ],
  'populated-from-list': [
    {
      title: 'the domain gets pages back that it gave up',
      why: 'The first page of its resv_page_list is verified and assigned as at boot, one page at a time.',
      source: [{ since: '4.17', at: 'common/page_alloc.c:acquire_reserved_page' }],
    },
  ],
  'populated-same': [
    {
      title: 'mapped again at the same address',
      why: 'Under direct-map guest and host address are one, and the page has stayed the domain’s.',
      source: POPULATE,
    },
  ],
  'populate-refused': [
    {
      title: 'no more pages to be had',
      why: 'The domain may have as many as it gave up, and only if they are still there.',
      source: POPULATE,
    },
  ],
  increased: [
    {
      title: 'pages of the heap it cannot reach',
      why: 'Xen adds them to the domain, static or not, but maps nothing and tells an Arm guest no address: they are spent until the domain dies.',
      source: [{ at: 'common/memory.c:increase_reservation' }],
    },
  ],
  'over-allocation': [
    {
      title: 'more than the domain may own',
      why: 'max_pages is what it was built with: it may have as many pages as it gave up, and not one more.',
      source: PAGE_ALLOC('assign_pages'),
    },
  ],
  'order-refused': [
    {
      title: 'the chunks are too large',
      why: 'A guest may ask for 2 MiB at once, one with devices for 4 MiB, a control domain for 1 GiB, unless memop-max-order says otherwise; Xen answers that it did nothing.',
      source: [{ at: 'common/memory.c:max_order' }],
    },
  ],
  unmapped: [
    {
      title: 'unmapped, and still the domain’s',
      why: 'A direct-mapped domain could not take any other page in its place, so Xen keeps it allocated.',
      source: [{ at: 'common/memory.c:guest_remove_page' }],
    },
  ],
  granted: [
    {
      title: 'mapped by another through a grant',
      why: 'The mapping takes a reference, so that the page cannot be freed while it lasts.',
      source: [{ at: 'common/grant_table.c:map_grant_ref' }],
    },
  ],
  'grant-ended': [
    {
      title: 'a grant ends',
      why: 'Its reference is given back.',
      source: [{ at: 'common/grant_table.c:unmap_common_complete' }],
    },
  ],
  'not-booted': [{ title: 'Xen does not run', why: 'It stops before any domain is started.', source: [] }],
  'no-such-domain': [
    {
      title: 'no such domain runs',
      why: 'It was destroyed, or there never was one of that name.',
      source: [{ at: 'common/domctl.c:do_domctl' }],
    },
  ],
  'host-goes-down': [
    {
      title: 'the whole machine goes down with it',
      why: 'It has the host’s devices: when it stops, Xen shuts the host down or reboots it.',
      source: [{ at: 'common/shutdown.c:hwdom_shutdown' }],
    },
  ],
};

export interface Transition {
  readonly title: string;
  readonly why: string;
  /** `common/page_alloc.c:assign_pages`, below xen/ in the release’s source. */
  readonly source: readonly string[];
}

/** What a step means in a release. */
export function transitionOf(what: What, release: Release): Transition {
  const telling = TRANSITIONS[what].find((one) => holds(one, release)) ?? TRANSITIONS[what][0];
  const { title = '', why = '', source = [] } = telling ?? {};
  return {
    title,
    why,
    source: source.filter((citation) => holds(citation, release)).map(({ at }) => at),
  };
}

/** Everything that is cited of a release, for the check against Xen's source. */
export const citationsOf = (release: Release): readonly string[] => [
  ...new Set(
    Object.values(TRANSITIONS)
      .flat()
      .filter((one) => holds(one, release))
      .flatMap(({ source }) => source.filter((citation) => holds(citation, release)))
      .map(({ at }) => at),
  ),
];
