// What a domain that has the host’s hardware takes of the heap besides its RAM: what Xen keeps about it, and tables for its
// RAM and for everything of the host that is mapped for it. Its tables come one by one from the heap, not from a pool.
//
// Stands for p2m_alloc_page (arch/arm/p2m.c, arch/arm/mmu/p2m.c since 4.19), which goes to the heap for the hardware domain.
import { dom0MaxVcpusOf } from '../../model/command-line.ts';
import type { GuestBank } from '../analysis.ts';
import { heapForDomain } from '../refusals/heap/heap-for-static-domain.ts';
import { xenCommandLine } from './command-line.ts';
import type { DomainNode } from './domain-node.ts';
import { failSetUp } from './domain-trace.ts';
import { domainPages, pagesIfAny, takeHeap } from './heap.ts';
import { mappedOfHost } from './host-mappings.ts';
import { P2mTables } from './p2m.ts';
import type { Boot } from './state.ts';

const PAGE = 4096n;

export function takeHostTables(boot: Boot, domain: DomainNode, banks: readonly GuestBank[]): void {
  const { name } = domain;
  const vcpus = domain.id === 0 ? Number(dom0MaxVcpusOf(xenCommandLine(boot))) : 0;
  const cpus = Number.isInteger(vcpus) && vcpus > 0 ? vcpus : domain.cpus;
  const node = { ...domain, cpus };
  take(boot, domain, 'structures', domainPages(boot, node), `what Xen keeps about ${name}`);
  const more = pagesIfAny(boot, node);
  if (more > 0) take(boot, domain, 'structures', more, `more vCPUs of ${name}`);
  if (boot.target.kconfig.MPU) return;
  const tables = new P2mTables(Number.MAX_SAFE_INTEGER, boot.addressBits?.rootLevel ?? 0);
  for (const { guest, size } of banks) tables.map(guest / PAGE, guest / PAGE, size / PAGE);
  for (const { guest, host, pages } of mappedOfHost(boot)) tables.map(guest, host, pages);
  take(boot, domain, 'page tables', Number(tables.used), `page tables of ${name}`);
}

function take(
  boot: Boot,
  domain: DomainNode,
  purpose: 'structures' | 'page tables',
  pages: number,
  of: string,
): void {
  if (!takeHeap(boot, pages))
    failSetUp(boot, domain, -12, heapForDomain, null, {
      message: `Xen’s heap has no ${pages} pages left for ${of}.`,
    });
  boot.pageLog?.add({ what: 'heap-taken', ranges: [], of, pages, purpose, domain });
}
