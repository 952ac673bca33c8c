// Giving a domain its RAM from Xen's heap.
//
// Stands for allocate_memory and allocate_domheap_memory: arch/arm/domain_build.c up to 4.20,
// common/device-tree/domain-build.c since.
import { alignDown } from '../../model/addr.ts';
import { sizeText } from '../../model/size.ts';
import type { GuestBank } from '../analysis.ts';
import { dynamicSubpage } from '../refusals/domain/dyn-subpage.ts';
import { dynamicZero } from '../refusals/domain/dyn-zero.ts';
import { heapNoMemory } from '../refusals/heap/heap-domain-nomem.ts';
import { poolTooSmall } from '../refusals/heap/p2m-pool.ts';
import { Buddy, MAX_ORDER, orderWithin } from './buddy.ts';
import { type DomainNode, domainTag, poolProperty } from './domain-node.ts';
import { freeFor, takeOwnPages } from './domain-pages.ts';
import { failSetUp, stopDomain } from './domain-trace.ts';
import { prefixedPaddr } from './format.ts';
import { packDynamic } from './guest-layout.ts';
import { mapOnMpu } from './mpu.ts';
import type { P2mTables } from './p2m.ts';
import { ENTRY_PAGES, LEVELS } from './stage2.ts';
import type { Boot } from './state.ts';

const nothingLeft = (bytes: bigint): string =>
  `Failed to allocate requested domain memory. ${bytes >> 10n}KB unallocated. Fix the VMs configurations.`;

/** Takes the memory; answers the guest's RAM as it would be, whatever went wrong. */
export function takeDynamicMemory(
  boot: Boot,
  domain: DomainNode,
  memory: bigint,
  colors: readonly number[],
  tables: P2mTables,
): readonly GuestBank[] {
  const { name } = domain;
  boot.trace.print(`Allocating mappings totalling ${memory >> 20n}MB for ${domainTag(domain)}:`);
  if (domain.memory === null) return [];
  if (memory === 0n) {
    failSetUp(boot, domain, -22, dynamicZero, null, {
      property: 'memory',
      message: `${name} has memory = <0> and no static memory.`,
    });
    return [];
  }
  const banks = packDynamic(memory);
  let left = memory;
  for (const bank of banks) {
    if (bank.size % 4096n !== 0n) tellSubpage(boot, domain, bank, left);
    takeBank(boot, domain, bank, left, colors, tables);
    left -= bank.size;
  }
  banks.forEach(({ guest, size }, i) =>
    boot.trace.print(
      `${domainTag(domain)} BANK[${i}] ${prefixedPaddr(guest)}-${prefixedPaddr(guest + size)} (${size >> 20n}MB)`,
    ),
  );
  return banks;
}

/**
 * Chunks are as large and as aligned as what is left, so only the sum of free pages decides. Of coloured pages each is a
 * chunk, and nothing is mapped in larger pieces.
 */
function takeBank(
  boot: Boot,
  domain: DomainNode,
  bank: GuestBank,
  left: bigint,
  colors: readonly number[],
  tables: P2mTables,
): void {
  const { coloring } = boot;
  const [pages, frame] = [bank.size >> 12n, bank.guest >> 12n];
  const free = freeFor(boot, colors);
  if (free > 0n) mapOnMpu(boot, domain);
  const where = coloring === null ? 'from Xen’s heap' : 'in pages of its colours';
  if (!takeOwnPages(boot, Number(pages), colors))
    stopDomain(
      boot,
      domain,
      heapNoMemory,
      { kib: BigInt.asUintN(boot.platform.longBits, left) >> 10n },
      {
        property: 'memory',
        message: `${domain.name} wants ${sizeText(left)} ${where}, ${sizeText(left - free)} more than there is.`,
      },
    );
  boot.pageLog?.add({
    what: 'heap-taken',
    ranges: [],
    of: `RAM of ${domain.name}`,
    pages: Number(pages),
    purpose: 'RAM',
    domain,
  });
  if (!(coloring === null ? mapChunks(frame, pages, tables) : tables.map(frame, frame + 1n, pages)))
    tellPool(boot, domain, bank, left, tables);
}

/** Each chunk is mapped for itself; those of one size are next to each other, the largest first. */
function mapChunks(frame: bigint, pages: bigint, tables: P2mTables): boolean {
  let at = frame;
  let enough = true;
  for (const level of LEVELS) {
    const chunk = alignDown(frame + pages - at, ENTRY_PAGES[level]);
    enough = tables.map(at, at, chunk);
    at += chunk;
  }
  return enough;
}

function tellPool(boot: Boot, domain: DomainNode, bank: GuestBank, left: bigint, tables: P2mTables): void {
  const { name } = domain;
  stopDomain(
    boot,
    domain,
    poolTooSmall,
    { domid: domainTag(domain), what: 'heap' },
    {
      property: poolProperty(domain),
      ending: nothingLeft(left),
      message: `Mapping ${sizeText(bank.size)} of RAM needs more than the ${tables.pool} page tables ${name} may have.`,
    },
  );
}

/** What is less than a page is never found: Xen counts orders down from the largest number, or from one that failed. */
function tellSubpage(boot: Boot, domain: DomainNode, bank: GuestBank, left: bigint): void {
  const rest = sizeText(bank.size % 4096n);
  const what = `memory of ${domain.name} is ${sizeText(domain.memoryBytes)}, not a whole number of pages`;
  if (boot.coloring === null && alwaysFound(boot, Number(bank.size >> 12n)))
    stopDomain(boot, domain, dynamicSubpage, null, {
      property: 'memory',
      message: `${what}: Xen looks for the last ${rest} for ever.`,
    });
  else
    stopDomain(boot, domain, dynamicSubpage, null, {
      consequence: 'panic',
      property: 'memory',
      ending: nothingLeft(left),
      message: `${what}: Xen cannot find the last ${rest}.`,
    });
}

/** Whether every chunk a bank's allocation asks for is there at once. It begins with the largest, which may be one that never is. */
function alwaysFound(boot: Boot, pages: number): boolean {
  if (boot.heapRegions === null) return true;
  if (pages >= 2 ** (MAX_ORDER + 1)) return false;
  const heap = Buddy.of(boot.heapRegions, false);
  for (let left = pages; left > 0;) {
    const order = orderWithin(left);
    if (heap.take(order, null) === null) return false;
    left -= 2 ** order;
  }
  return true;
}
