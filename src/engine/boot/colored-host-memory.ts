// RAM of dom0 or a hardware domain that is not mapped one to one: at host addresses, but of pages from anywhere.
//
// Stands for allocate_memory and allocate_hwdom_memory with add_hwdom_free_regions: arch/arm/domain_build.c in 4.20,
// common/device-tree/domain-build.c since; and for arch_hwdom_first_bank_can_fit_modules (arch/arm/kernel.c, 4.22).
import { addr, alignDown, alignUp, maxOf, minOf, MiB } from '../../model/addr.ts';
import { endOf, range, type Range, subtract } from '../../model/range.ts';
import { sizeText } from '../../model/size.ts';
import type { GuestBank } from '../analysis.ts';
import { firstBankMissing } from '../refusals/heap/hwdom-bank0.ts';
import { heapNoMemory } from '../refusals/heap/heap-domain-nomem.ts';
import { type DomainNode, domainTag } from './domain-node.ts';
import { freeFor, takeOwnPages } from './domain-pages.ts';
import { stopDomain } from './domain-trace.ts';
import { prefixedPaddr } from './format.ts';
import type { Boot } from './state.ts';

const STEP = 2n * MiB;
const FIRST_BANK = 128n * MiB;
/** gnttab_dom0_frames: what the grant table of dom0 may grow to, where Xen itself is. */
const GRANT = 64n * 4096n;

export interface Host {
  readonly colors: readonly number[];
  /** Whether kernel, device tree and ramdisk have room in a first bank like this. */
  readonly holdsModules: (bank: Range) => boolean;
  readonly said: { readonly path: string; readonly property: string };
}

/** Free host RAM in the order in which it is used. */
function freeBanks(boot: Boot): readonly Range[] {
  const xen = boot.info.modules.find((module) => module.kind === 'Xen');
  const grant = xen === undefined ? [] : [range(xen.start, GRANT)];
  const free = subtract(boot.info.ram, [...boot.info.reserved, ...grant]);
  const short = boot.does.freeRegionsEndEarly ? 4095n : 0n;
  const banks = free.flatMap((piece) => {
    const start = alignUp(piece.start, STEP);
    const end = endOf(piece) - short;
    return start > end ? [] : [range(start, alignDown(addr(maxOf(0n, end - start)), STEP))];
  });
  if (boot.does.usesLowBanksFirst) return banks;
  return banks.toSorted((a, b) => (a.size === b.size ? 0 : a.size > b.size ? -1 : 1));
}

export function takeColoredHostMemory(
  boot: Boot,
  domain: DomainNode,
  memory: bigint,
  { colors, holdsModules, said }: Host,
): GuestBank[] {
  const { trace, does } = boot;
  const tag = domainTag(domain);
  trace.print(`Allocating mappings totalling ${memory >> 20n}MB for ${tag}:`);
  const banks: GuestBank[] = [];
  let left = memory;
  const least = minOf(memory, FIRST_BANK);
  for (const free of freeBanks(boot)) {
    if (left === 0n) break;
    const size = minOf(free.size, left);
    if (
      banks.length === 0 &&
      does.usesLowBanksFirst &&
      (size < least || !holdsModules(range(free.start, size)))
    )
      continue;
    if (size === 0n) continue;
    // Every page is mapped on its own: a page table for each 2 MiB.
    if (!takeOwnPages(boot, Number(size >> 12n) + Number(size / STEP), colors)) {
      refuse(boot, domain, left, colors, said);
      return banks;
    }
    banks.push({ guest: free.start, size, host: null });
    boot.pageLog?.add({
      what: 'heap-taken',
      ranges: [],
      of: `RAM of ${domain.name}`,
      pages: Number(size >> 12n),
      purpose: 'RAM',
      domain,
    });
    left -= size;
  }
  if (left > 0n) {
    const told = {
      ...said,
      message: `${domain.name} wants ${sizeText(memory)} at host addresses; for ${sizeText(left)} of it there is no free RAM${banks.length === 0 ? ' whose first piece holds kernel, device tree and ramdisk' : ''}.`,
    };
    if (banks.length === 0) stopDomain(boot, domain, firstBankMissing, { kib: left >> 10n }, told);
    else stopDomain(boot, domain, heapNoMemory, { kib: left >> 10n }, told);
  }
  banks.forEach(({ guest, size }, i) =>
    trace.print(
      `${tag} BANK[${i}] ${prefixedPaddr(guest)}-${prefixedPaddr(guest + size)} (${size >> 20n}MB)`,
    ),
  );
  return banks;
}

function refuse(
  boot: Boot,
  domain: DomainNode,
  left: bigint,
  colors: readonly number[],
  said: Host['said'],
): void {
  const free = freeFor(boot, colors);
  stopDomain(
    boot,
    domain,
    heapNoMemory,
    { kib: left >> 10n },
    {
      ...said,
      message: `${domain.name} wants ${sizeText(left)} in pages of its colours, of which ${sizeText(free)} are free.`,
    },
  );
}
