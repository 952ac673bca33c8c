// Giving a domain its static memory, bank by bank.
//
// Stands for allocate_static_memory and assign_static_memory_11: arch/arm/domain_build.c up to 4.18,
// arch/arm/static-memory.c in 4.19 and 4.20, common/device-tree/static-memory.c since.
import { groupedHex } from '../../model/addr.ts';
import { containsRange, range, type Range, subtract } from '../../model/range.ts';
import { sizeText } from '../../model/size.ts';
import type { GuestBank } from '../analysis.ts';
import { poolTooSmall } from '../refusals/heap/p2m-pool.ts';
import { noPagesPlace } from '../refusals/page-alloc.ts';
import { staticCellsUnread } from '../refusals/parse/static-cells-invalid.ts';
import { directBanksTooMany } from '../refusals/static/static-dm-banks-too-many.ts';
import { staticEmpty } from '../refusals/static/static-empty.ts';
import { staticGuestBanks } from '../refusals/static/static-guest-banks.ts';
import { staticHoleInvalid } from '../refusals/static/static-in-hole-other-1g.ts';
import { staticHoleSame, staticHoleUnnoticed } from '../refusals/static/static-in-hole-same-1g.ts';
import { staticNodeDisabled } from '../refusals/static/static-node-disabled.ts';
import { staticBelowMapped, staticBelowTouched } from '../refusals/static/static-outside-below.ts';
import { staticNotPrepared } from '../refusals/static/static-overlap.ts';
import { staticSumBug } from '../refusals/static/static-sum-bug-3g.ts';
import { staticSumLess } from '../refusals/static/static-sum-less.ts';
import { staticSumMore } from '../refusals/static/static-sum-more.ts';
import { staticUnalignedSize } from '../refusals/static/static-unaligned-size.ts';
import { staticUnalignedAcquire, staticUnalignedStart } from '../refusals/static/static-unaligned-start.ts';
import { staticTooLarge } from '../refusals/static/static-too-big.ts';
import { staticNoneOutside, staticZeroSize } from '../refusals/static/static-zero-size.ts';
import { MAX_BANKS } from './bootinfo.ts';
import { tellsGuestInfo, xenCommandLine } from './command-line.ts';
import { type DomainNode, domainTag, poolProperty } from './domain-node.ts';
import { failStatic, stopDomain } from './domain-trace.ts';
import { mfnText, prefixedPaddr } from './format.ts';
import { pack, packDirect } from './guest-layout.ts';
import { mapOnMpu } from './mpu.ts';
import type { P2mTables } from './p2m.ts';
import { logRefused } from './page-log.ts';
import { countInfo } from './pages.ts';
import type { Boot } from './state.ts';
import { unreadCells } from './static-cells.ts';
import { rangeText } from './words.ts';

const STATIC_MEM = 'xen,static-mem';
const PAGE = 4096n;
/** UINT_MAX: acquire_domstatic_pages counts with 32 bits. */
const MOST_PAGES = 0xffff_ffffn;
const aligned = (value: bigint): boolean => value % PAGE === 0n;

/** Takes the banks; answers the guest's RAM as it would be, whatever went wrong. */
export function takeStaticMemory(
  boot: Boot,
  domain: DomainNode,
  banks: readonly Range[],
  tables: P2mTables,
): readonly GuestBank[] {
  const { trace } = boot;
  const tag = domainTag(domain);
  const unread = unreadCells(boot, domain.node);
  if (unread !== undefined) {
    tellCellsUnread(boot, domain, unread);
    return [];
  }
  if (domain.directMap && banks.length > MAX_BANKS) {
    failStatic(boot, domain, directBanksTooMany, domain, {
      property: STATIC_MEM,
      message: `${domain.name} is direct-mapped and has ${banks.length} banks, empty ones included; Xen takes at most ${MAX_BANKS}.`,
    });
    return packDirect(banks).banks;
  }
  const guest = domain.directMap ? packDirect(banks) : pack(banks);
  const limit = domain.memoryBytes >> 12n;
  let pages = 0n;
  let over = false;
  let mapped = true;
  for (const [i, bank] of banks.entries()) {
    const label = `${domain.name} bank ${i}`;
    const taken = acquire(boot, domain, bank, label);
    pages += bank.size >> 12n;
    const isOver = pages > limit && domain.memory !== null;
    if (taken !== null)
      boot.pageLog?.add({
        what: isOver ? 'assign-refused' : 'assigned',
        ranges: [taken],
        of: label,
        domain,
        path: domain.path,
      });
    if (isOver && !over) {
      over = true;
      tellSumMore(boot, domain, banks, pages, limit);
    }
    if (!trace.stopped)
      trace.print(
        `${tag}: STATIC BANK[${i}] ${prefixedPaddr(bank.start)}-${prefixedPaddr(bank.start + bank.size)}`,
      );
    mapOnMpu(boot, domain);
    for (const piece of guest.mapped[i] ?? [])
      if (!tables.map(piece.guest >> 12n, piece.host >> 12n, piece.size >> 12n) && mapped) {
        mapped = false;
        tellPool(boot, domain, bank, label, tables.pool);
      } else if (taken !== null) logMapped(boot, domain, label, guest.mapped[i] ?? []);
    if (!trace.stopped) checkHole(boot, domain, bank, label);
  }
  if (guest.exhausted)
    failStatic(boot, domain, staticGuestBanks, null, {
      property: STATIC_MEM,
      message: `${domain.name} has more memory than fits the guest’s two RAM banks of 3 GiB and 1016 GiB.`,
    });
  // Without it there is nothing the sum could differ from.
  if (domain.memory !== null && !over && !guest.exhausted) checkSum(boot, domain, banks, guest.straddling);
  return guest.banks;
}

/** The scan has told of the cells before; here it is what the boot ends at. */
function tellCellsUnread(boot: Boot, domain: DomainNode, property: string): void {
  if (boot.trace.stopped) return;
  const params = { tag: domainTag(domain), property };
  failStatic(boot, domain, staticCellsUnread, params, {
    property,
    message: `${domain.name} has xen,static-mem and no ${property}, by which Xen ${boot.target.release} reads it.`,
  });
}

function tellPool(boot: Boot, domain: DomainNode, bank: Range, label: string, pool: number): void {
  failStatic(
    boot,
    domain,
    poolTooSmall,
    { domid: domainTag(domain), what: 'static' },
    {
      property: poolProperty(domain),
      range: bank,
      message: `Mapping ${label} (${rangeText(bank)}) needs more than the ${pool} page tables ${domain.name} may have.`,
    },
  );
}

function logMapped(
  { pageLog }: Boot,
  domain: DomainNode,
  of: string,
  pieces: readonly { readonly guest: bigint; readonly host: bigint; readonly size: bigint }[],
): void {
  pageLog?.add({
    what: 'mapped',
    ranges: pieces.map(({ host, size }) => range(host, size & ~4095n)),
    guests: pieces.map((piece) => piece.guest),
    of,
    domain,
    path: domain.path,
  });
}

/** Answers the pages that were had; null for none. */
function acquire(boot: Boot, domain: DomainNode, bank: Range, label: string): Range | null {
  const { pages, trace } = boot;
  if (!boot.debug && bank.size >> 12n === 0n && !hasFirstEntry(boot, bank)) {
    stopDomain(boot, domain, staticNoneOutside, null, {
      property: STATIC_MEM,
      range: bank,
      message: `${label} has no whole page, and Xen has no entry in its table of pages for ${groupedHex(bank.start)}, where it looks for the first.`,
    });
    return null;
  }
  if (!aligned(bank.size) || (!aligned(bank.start) && (boot.debug || bank.size > 0n))) {
    return checkAlignment(boot, domain, bank, label);
  }
  if (bank.size === 0n) {
    const told = { property: STATIC_MEM, message: `${label} at ${groupedHex(bank.start)} has no size.` };
    if (boot.debug)
      stopDomain(boot, domain, staticZeroSize, { place: noPagesPlace(boot.target.release) }, told);
    else
      trace.note(staticZeroSize, { place: '' }, 'warning', {
        domain: domain.name,
        path: domain.path,
        ...told,
        consequence: 'dropped',
      });
    return null;
  }
  if (bank.size >> 12n > MOST_PAGES) {
    failStatic(
      boot,
      domain,
      staticTooLarge,
      { domid: domainTag(domain), size: bank.size },
      {
        property: STATIC_MEM,
        range: bank,
        message: `${label} has ${sizeText(bank.size)}; Xen takes less than 16 TiB in one bank.`,
      },
    );
    return null;
  }
  if (trace.stopped || pages === null) return null;
  const invalid = pages.firstInvalid(bank);
  if (invalid !== null) {
    failStatic(
      boot,
      domain,
      staticHoleInvalid,
      { domid: domainTag(domain) },
      {
        property: STATIC_MEM,
        range: bank,
        message: `${label} (${rangeText(bank)}) reaches into a gigabyte without any RAM at ${groupedHex(invalid)}.`,
      },
    );
    return null;
  }
  const missing = pages.acquire(bank);
  if (missing === null) {
    boot.pageLog?.add({ what: 'verified', ranges: [bank], of: label, domain, path: domain.path });
    if (boot.debug && bank.start < (boot.info.ram[0]?.start ?? 0n)) checkHole(boot, domain, bank, label);
    return bank;
  }
  logRefused(boot.pageLog, bank, missing.at, { of: label, domain, path: domain.path });
  const params = {
    domid: domainTag(domain),
    index: (missing.at - bank.start) >> 12n,
    mfn: mfnText(missing.at),
    state: countInfo(missing.state, boot.platform),
    says: true,
  };
  const disabled = domain.disabled && boot.does.readsStatus;
  failStatic(boot, domain, disabled ? staticNodeDisabled : staticNotPrepared, params, {
    property: disabled ? 'status' : STATIC_MEM,
    range: bank,
    message: disabled
      ? `${domain.name} is disabled, so its static memory was not reserved; Xen builds the domain all the same.`
      : `${label} (${rangeText(bank)}) cannot be had: its page at ${groupedHex(missing.at)} ${missing.inHeap ? 'is in Xen’s heap' : missing.state === 0n ? 'was never prepared as static memory' : 'already has an owner'}${boot.scanEnd === null ? '' : `, because Xen stopped reading the tree at ${boot.scanEnd.path}`}.`,
  });
  return null;
}

/** Whether the table of pages has an entry for the first: assign_pages looks at its flags also where it is to assign none. */
export function hasFirstEntry({ pages, info, does }: Boot, { start }: Range): boolean {
  const lowest = info.ram[0]?.start ?? 0n;
  if (pages === null) return true;
  if (!does.frametableSkipsHoles && start < lowest) return false;
  return pages.hasEntries(range(start & ~4095n, 4096n), does.frametableSkipsHoles);
}

function checkAlignment(boot: Boot, domain: DomainNode, bank: Range, label: string): Range | null {
  const start = !aligned(bank.start);
  const what = start ? `starts at ${groupedHex(bank.start)}` : `has ${sizeText(bank.size)}`;
  const message = `${label} ${what}, which is not a multiple of 4 KiB.`;
  if (boot.debug) {
    stopDomain(boot, domain, start ? staticUnalignedStart : staticUnalignedSize, null, {
      property: STATIC_MEM,
      message,
      range: bank,
    });
    return null;
  }
  if (start && bank.size >> 12n > 0n) {
    const page = bank.start & ~4095n;
    const params = { domid: domainTag(domain), index: 0n, mfn: mfnText(page), state: 0n, says: true };
    failStatic(boot, domain, staticUnalignedAcquire, params, { property: STATIC_MEM, message, range: bank });
    return null;
  }
  const whole = range(bank.start, bank.size & ~4095n);
  boot.pages?.acquire(whole);
  boot.pageLog?.add({ what: 'verified', ranges: [whole], of: label, domain, path: domain.path });
  boot.trace.note(staticUnalignedSize, null, 'error', {
    domain: domain.name,
    path: domain.path,
    property: STATIC_MEM,
    range: bank,
    consequence: 'misbehaves',
    message: `${message} The guest is promised ${sizeText(bank.size)} but gets whole pages only, and faults when it touches the rest.`,
  });
  return whole;
}

/** Below the granularity of mfn_valid: the pages exist for Xen, their memory does not. */
function checkHole(boot: Boot, domain: DomainNode, bank: Range, label: string): void {
  const isMapped = boot.pages?.isMapped(bank) !== false;
  if (isMapped && boot.info.ram.some((ram) => containsRange(ram, bank))) return;
  const lowest = boot.info.ram[0]?.start ?? 0n;
  const below = bank.start < lowest;
  const refusal = below ? (boot.debug ? staticBelowMapped : staticBelowTouched) : staticHoleSame;
  const message = `${label} (${rangeText(bank)}) ${below ? `starts below RAM, at ${groupedHex(lowest)}, in the same gigabyte` : 'lies in a hole between banks of RAM'}`;
  const told = { domain: domain.name, path: domain.path, property: STATIC_MEM, range: bank };
  if (!isMapped) stopDomain(boot, domain, refusal, null, { ...told, message: `${message}.` });
  else if (subtract([bank], boot.info.ram).length > 0 && bank.size > 0n)
    boot.trace.note(staticHoleUnnoticed, null, 'error', {
      ...told,
      message: `${message}: Xen ${boot.target.release} can reach it and notices nothing, but the tree promises no memory there.`,
    });
}

function tellSumMore(
  boot: Boot,
  domain: DomainNode,
  banks: readonly Range[],
  pages: bigint,
  limit: bigint,
): void {
  const sum = banks.reduce((total, bank) => total + bank.size, 0n);
  const memory = domain.memoryBytes;
  failStatic(
    boot,
    domain,
    staticSumMore,
    { domid: domainTag(domain), pages, limit, told: boot.debug || tellsGuestInfo(xenCommandLine(boot)) },
    {
      property: 'memory',
      message: `${domain.name} has ${sizeText(sum)} of static memory but memory says ${sizeText(memory)}: ${sizeText(sum - memory)} too much.`,
    },
  );
}

function checkSum(
  boot: Boot,
  domain: DomainNode,
  banks: readonly Range[],
  straddling: { readonly index: number; readonly first: bigint } | null,
): void {
  const memory = domain.memoryBytes;
  const sum = banks.reduce((total, bank) => total + bank.size, 0n);
  const counted = straddling !== null && !boot.does.countsStraddlingBank ? sum - straddling.first : sum;
  if (counted === memory) return;
  if (sum === memory) {
    const index = straddling?.index ?? 0;
    failStatic(boot, domain, staticSumBug, domain, {
      property: STATIC_MEM,
      range: banks[index] ?? null,
      message: `${domain.name} bank ${index} straddles the guest’s first 3 GiB; Xen ${boot.target.release} forgets the ${sizeText(sum - counted)} before that line.`,
    });
    return;
  }
  failStatic(boot, domain, banks.length === 0 ? staticEmpty : staticSumLess, domain, {
    property: banks.length === 0 ? STATIC_MEM : 'memory',
    message:
      sum < memory
        ? `${domain.name} has ${sizeText(sum)} of static memory but memory says ${sizeText(memory)}: ${sizeText(memory - sum)} missing.`
        : `${domain.name} has ${sizeText(sum)} of static memory but memory says ${sizeText(memory)}: ${sizeText(sum - memory)} too much.`,
  });
}
