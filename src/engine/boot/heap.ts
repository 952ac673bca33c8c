// Xen's heap as a count of pages: who takes how many while domains are built.
//
// The fixed costs were measured on real Xen by bisection (QEMU virt, 8 KiB host tree); they are not derived from
// struct sizes and hold within some 16 pages.
import { heapForDomain } from '../refusals/heap/heap-for-static-domain.ts';
import type { DomainNode } from './domain-node.ts';
import type { Boot } from './state.ts';

interface Costs {
  /** What Xen itself takes before the first domain: a fixed part and a part per host CPU. */
  readonly xen: number;
  readonly hostCpu: number;
  /** struct domain, vCPU 0, P2M root, guest tree and the like. */
  readonly domain: number;
  readonly vcpu: number;
}
/** Where Xen keeps a heap of its own for what it must always reach, next to nothing comes from the other. */
const COSTS = {
  one: { xen: 26, hostCpu: 14, domain: 29, vcpu: 9 },
  two: { xen: 3, hostCpu: 0, domain: 2, vcpu: 0 },
} as const satisfies Record<string, Costs>;

const costsOf = ({ platform }: Boot): Costs => COSTS[platform.directmap === 'xenheap' ? 'two' : 'one'];

/** domain_p2m_pages and xen,domain-p2m-mem-mb, in pages. */
export function poolPages(domain: DomainNode): number {
  if (domain.p2mMiB !== null) return domain.p2mMiB * 256;
  const kib = 4 * (256 * (domain.cpus ?? 0) + Math.floor(Number(domain.memory ?? 0n) / 1024) + 128);
  return Math.ceil(kib / 1024) * 256;
}

/** What a domain takes besides its page table pool, and cannot do without. */
export function domainPages(boot: Boot, domain: DomainNode): number {
  const costs = costsOf(boot);
  return costs.domain + (boot.does.vcpuFailureFatal ? costs.vcpu * otherVcpus(domain) : 0);
}

/** What it takes of the heap where that has it, and else does without: vCPUs, while their failing was not fatal. */
export function pagesIfAny(boot: Boot, domain: DomainNode): number {
  const { vcpu } = costsOf(boot);
  if (boot.does.vcpuFailureFatal || vcpu === 0) return 0;
  const others = otherVcpus(domain);
  return others === 0 ? 0 : vcpu * Math.min(others, Math.floor((boot.heap.left ?? 0) / vcpu));
}

const otherVcpus = ({ cpus }: DomainNode): number => Math.max(0, (cpus ?? 1) - 1);

/** What Xen, domains before and its own descriptor have taken when memory for dom0 or a hardware domain is looked for. */
export const pagesBefore = (boot: Boot): number => {
  const free = freeAfterSetup(boot);
  return free - (boot.heap.left ?? free) + costsOf(boot).domain;
};

const freeAfterSetup = (boot: Boot): number =>
  (boot.heapRegions ?? []).reduce((sum, { start, end }) => sum + (end - start), 0);

const pagesOfXen = (boot: Boot): number => costsOf(boot).xen + costsOf(boot).hostCpu * boot.plan.host.cpus;

/** Starts the count from what memory setup left. */
export function openHeap(boot: Boot): void {
  if (boot.heapRegions === null) return;
  const free = freeAfterSetup(boot);
  boot.heap.left = free - pagesOfXen(boot);
  const pages = Math.min(pagesOfXen(boot), free);
  boot.pageLog?.add({ what: 'heap-taken', ranges: [], of: 'what Xen itself needs', pages, purpose: 'xen' });
}

/** How far the measured costs were off on layouts they were not taken from, in pages. */
const UNCERTAIN = 16;

/** A static heap that is used up to the last pages may as well be too small. */
export function noteNarrowHeap(boot: Boot): void {
  const { heap, info, trace } = boot;
  if (!info.usesStaticHeap || heap.left === null || heap.left >= UNCERTAIN || trace.stopped) return;
  trace.note(heapForDomain, null, 'warning', {
    path: '/chosen',
    property: 'xen,static-heap',
    message: `The static heap is all but used up: ${heap.left} pages are left, which is within what this prediction can be wrong by.`,
  });
}

/** Takes pages; false when the heap does not have them. Not counted once the boot has stopped. */
export const takeHeap = ({ heap, trace }: Boot, pages: number): boolean => trace.stopped || heap.take(pages);

/** Gives pages back. */
export function freeHeap(boot: Boot, pages: number): void {
  if (!boot.trace.stopped) boot.heap.give(pages);
}
