// Xen's heap as a count of pages: who takes how many while domains are built.
//
// The fixed costs were measured on real Xen by bisection (QEMU virt, 8 KiB host tree); they are not derived from
// struct sizes and hold within some 16 pages.
import { heapForDomain } from '../refusals/heap/heap-for-static-domain.ts';
import type { DomainNode } from './domain-node.ts';
import type { Boot } from './state.ts';

/** What Xen itself takes before the first domain: a fixed part and a part per host CPU. */
const XEN_PAGES = 26;
const PAGES_PER_CPU = 14;
/** struct domain, vCPU 0, P2M root, guest tree and the like. */
const PAGES_PER_DOMAIN = 29;
const PAGES_PER_VCPU = 9;

/** domain_p2m_pages and xen,domain-p2m-mem-mb, in pages. */
export function poolPages(domain: DomainNode): number {
  if (domain.p2mMiB !== null) return domain.p2mMiB * 256;
  const kib = 4 * (256 * (domain.cpus ?? 0) + Math.floor(Number(domain.memory ?? 0n) / 1024) + 128);
  return Math.ceil(kib / 1024) * 256;
}

/** What a domain takes besides its page table pool. */
export const domainPages = (boot: Boot, domain: DomainNode): number =>
  PAGES_PER_DOMAIN + (boot.does.vcpuFailureFatal ? PAGES_PER_VCPU * Math.max(0, (domain.cpus ?? 1) - 1) : 0);

/** What Xen and dom0's own descriptor have taken when dom0's memory is looked for. */
export const pagesBeforeDom0 = (boot: Boot): number => pagesOfXen(boot) + PAGES_PER_DOMAIN;

const pagesOfXen = (boot: Boot): number => XEN_PAGES + PAGES_PER_CPU * boot.plan.host.cpus;

/** Starts the count from what memory setup left. */
export function openHeap(boot: Boot): void {
  if (boot.heapRegions === null) return;
  const free = boot.heapRegions.reduce((sum, { start, end }) => sum + (end - start), 0);
  boot.heapLeft = free - pagesOfXen(boot);
}

/** How far the measured costs were off on layouts they were not taken from, in pages. */
const UNCERTAIN = 16;

/** A static heap that is used up to the last pages may as well be too small. */
export function noteNarrowHeap(boot: Boot): void {
  const { heapLeft, info, trace } = boot;
  if (!info.usesStaticHeap || heapLeft === null || heapLeft >= UNCERTAIN || trace.stopped) return;
  trace.note(heapForDomain, null, 'warning', {
    path: '/chosen',
    property: 'xen,static-heap',
    message: `The static heap is all but used up: ${heapLeft} pages are left, which is within what this prediction can be wrong by.`,
  });
}

/** Takes pages; false when the heap does not have them. Not counted once the boot has stopped. */
export function takeHeap(boot: Boot, pages: number): boolean {
  if (boot.heapLeft === null || boot.trace.stopped) return true;
  if (boot.heapLeft < pages) return false;
  boot.heapLeft -= pages;
  return true;
}
