// Mapping static shared memory into a domain.
//
// Stands for process_shm: arch/arm/domain_build.c in 4.17 and 4.18, static-shmem.c since 4.19.
import { addr, groupedHex } from '../../model/addr.ts';
import { type Range, range } from '../../model/range.ts';
import type { GuestBank, GuestShared } from '../analysis.ts';
import { sharedDirectMismatch } from '../refusals/direct-map/dm-shm-mismatch.ts';
import { sharedDirectNoHost } from '../refusals/direct-map/dm-shm-no-paddr.ts';
import { poolTooSmall } from '../refusals/heap/p2m-pool.ts';
import { noPagesPlace } from '../refusals/page-alloc.ts';
import { sharedAlignLate } from '../refusals/shared/shm-align-p.ts';
import { sharedSizeLate } from '../refusals/shared/shm-align-s.ts';
import { heapNoShared } from '../refusals/shared/shm-heap-nomem.ts';
import { sharedIdBug } from '../refusals/shared/shm-id-empty.ts';
import { sharedIdMissingLate } from '../refusals/shared/shm-id-missing.ts';
import { sharedMemMissingLate } from '../refusals/shared/shm-mem-missing.ts';
import { sharedMixedRoles } from '../refusals/shared/shm-mixed-roles.ts';
import { sharedInvalid } from '../refusals/shared/shm-outside-ram.ts';
import { sharedTwoOwners } from '../refusals/shared/shm-two-owners.ts';
import { sharedNoneOutside, sharedNotRecorded, sharedZeroAssert } from '../refusals/shared/shm-zero.ts';
import { type DomainNode, domainTag, type SharedRef } from './domain-node.ts';
import { failSetUp, stopDomain } from './domain-trace.ts';
import { mfnText, prefixedPaddr } from './format.ts';
import { takeHeap } from './heap.ts';
import type { P2mTables } from './p2m.ts';
import { DOM_IO, logRefused } from './page-log.ts';
import { countInfo } from './pages.ts';
import { replaceShared } from './shared-over-shared.ts';
import { hasFirstEntry } from './static-memory.ts';
import type { Boot } from './state.ts';

const ID_ROOM = 16;
const SHARED_MEM = 'xen,shared-mem';

export interface Shared {
  readonly banks: readonly GuestBank[];
  readonly shared: readonly GuestShared[];
}

/** Maps a domain's shared regions; answers what the guest would see, whatever went wrong. */
export function mapShared(boot: Boot, domain: DomainNode, tables: P2mTables): Shared {
  const banks: GuestBank[] = [];
  const shared: GuestShared[] = [];
  const before: SharedRef[] = [];
  for (const own of domain.shared) {
    const ref = asRecorded(boot, own);
    mapOne(boot, domain, ref, tables, before);
    before.push(ref);
    const host = ref.host === null ? null : addr(ref.host);
    const guest = addr(ref.guest);
    shared.push({ id: ref.shmId ?? '', guest, host, size: ref.size });
    banks.push({ guest, size: ref.size, host: host === null ? null : [range(host, ref.size)] });
  }
  return { banks, shared };
}

/** From 4.19 the region recorded under the id decides: where it is, how large, and whether a host address comes first. */
export function asRecorded(boot: Boot, ref: SharedRef): SharedRef {
  const bank = boot.does.sharedOwnBanks
    ? boot.info.shared.find((known) => known.shmId === ref.shmId)
    : undefined;
  if (bank === undefined) return ref;
  const { hasHost, start, size } = bank;
  return {
    ...ref,
    host: hasHost ? start : null,
    size,
    guest: hasHost && ref.host === null ? ref.second : ref.guest,
  };
}

function mapOne(
  boot: Boot,
  domain: DomainNode,
  ref: SharedRef,
  tables: P2mTables,
  before: readonly SharedRef[],
): void {
  const { does, trace } = boot;
  const tag = domainTag(domain);
  const detail = { path: ref.path, property: SHARED_MEM };
  const idDetail = { path: ref.path, property: 'xen,shm-id' };
  if (!ref.stated) {
    stopDomain(boot, domain, sharedMemMissingLate, null, {
      path: ref.path,
      message: `${ref.path} has no xen,shared-mem.`,
    });
    return;
  }
  if (!does.sharedOwnBanks && ref.host !== null) {
    if (ref.host % 4096n !== 0n || ref.guest % 4096n !== 0n) {
      failSetUp(
        boot,
        domain,
        -22,
        sharedAlignLate,
        { tag, host: ref.host, guest: ref.guest },
        { ...detail, message: `An address of ${ref.path} is not a multiple of 4 KiB.` },
      );
      return;
    }
    if (ref.size % 4096n !== 0n) {
      failSetUp(
        boot,
        domain,
        -22,
        sharedSizeLate,
        { tag, size: ref.size },
        { ...detail, message: `The size of ${ref.path} is not a multiple of 4 KiB.` },
      );
      return;
    }
    if (!hasPages(boot, domain, ref)) return;
  }
  if (ref.shmId === null) {
    failSetUp(
      boot,
      domain,
      -22,
      sharedIdMissingLate,
      { tag },
      { ...idDetail, message: `${ref.path} has no xen,shm-id.` },
    );
    return;
  }
  if (ref.shmId.length === 0 || ref.shmId.length >= ID_ROOM) {
    if (trace.stopped) return;
    trace.stop(sharedIdBug, null, {
      ...idDetail,
      domain: domain.name,
      message: `xen,shm-id “${ref.shmId}” of ${ref.path} must have 1 to ${ID_ROOM - 1} characters.`,
    });
    return;
  }
  if (does.sharedMustBeDirect && domain.directMap) {
    if (ref.host === null)
      failSetUp(
        boot,
        domain,
        -22,
        sharedDirectNoHost,
        { tag },
        { ...detail, message: `${domain.name} is direct-mapped, so ${ref.path} needs a host address.` },
      );
    else if (ref.host !== ref.guest)
      failSetUp(
        boot,
        domain,
        -22,
        sharedDirectMismatch,
        { tag, host: ref.host, guest: ref.guest },
        {
          ...detail,
          range: range(ref.host, ref.size),
          message: `${domain.name} is direct-mapped, but ${ref.path} puts ${groupedHex(ref.host)} at ${groupedHex(ref.guest)}.`,
        },
      );
  }
  if (trace.stopped) return;
  if (does.sharedOwnBanks && !hasPages(boot, domain, ref)) return;
  if (ref.host === null) {
    takeFromHeap(boot, domain, ref);
    replaceShared(boot, domain, ref, before);
    // Where in the heap is not known, but it is as aligned as the region is large.
    tables.map(ref.guest >> 12n, ref.guest >> 12n, ref.size >> 12n);
    return;
  }
  takePages(boot, domain, ref, ref.host);
  replaceShared(boot, domain, ref, before);
  if (tables.map(ref.guest >> 12n, ref.host >> 12n, ref.size >> 12n)) {
    boot.pageLog?.add({
      what: ref.role === 'owner' ? 'mapped' : 'foreign-mapped',
      ranges: [range(ref.host, ref.size)],
      of: `shared memory ${ref.shmId}`,
      domain,
      path: ref.path,
      purpose: 'shared memory',
      guests: [ref.guest],
    });
    return;
  }
  const params = { domid: tag, what: ref.role === 'owner' ? 'shared' : 'borrowed' } as const;
  failSetUp(boot, domain, -2, poolTooSmall, params, {
    ...detail,
    message: `Mapping ${ref.path} needs more than the ${tables.pool} page tables ${domain.name} may have.`,
  });
}

/** Whether mfn_valid holds for all of the region; up to 4.18 asked before the id is looked at. */
function hasPages(boot: Boot, domain: DomainNode, { host, size, path }: SharedRef): boolean {
  if (host === null || boot.trace.stopped) return true;
  const invalid = boot.pages?.firstInvalid(range(host, size)) ?? null;
  if (invalid === null) return true;
  failSetUp(
    boot,
    domain,
    -22,
    sharedInvalid,
    { tag: domainTag(domain), mfn: mfnText(invalid) },
    {
      path,
      property: SHARED_MEM,
      message: `${path} reaches into a gigabyte without any RAM at ${groupedHex(invalid)}.`,
    },
  );
  return false;
}

/** The first to name a region without host address has Xen allocate it. */
function takeFromHeap(boot: Boot, domain: DomainNode, ref: SharedRef): void {
  const key = ref.shmId ?? '';
  if (boot.sharedOwners.has(key)) return;
  boot.sharedOwners.set(key, 'heap');
  const pages = Number(ref.size >> 12n);
  if (takeHeap(boot, pages)) {
    boot.pageLog?.add({
      what: 'heap-taken',
      ranges: [],
      of: `shared memory ${key}`,
      pages,
      purpose: 'shared memory',
      domain,
    });
    return;
  }
  failSetUp(
    boot,
    domain,
    -22,
    heapNoShared,
    { size: ref.size },
    { path: ref.path, property: SHARED_MEM, message: `Xen’s heap cannot hold the shared memory ${key}.` },
  );
}

/**
 * Xen looks at the first page, though there be none: is_shm_allocated_to_domio at once where no role is given, assign_pages
 * later. A region with pages is known to have entries for them by then.
 */
function hasEntry(boot: Boot, domain: DomainNode, { size, path }: SharedRef, where: Range): boolean {
  if (size > 0n || hasFirstEntry(boot, where)) return true;
  stopDomain(boot, domain, sharedNoneOutside, null, {
    path,
    property: SHARED_MEM,
    range: where,
    message: `${path} has no size, and Xen has no entry in its table of pages for ${groupedHex(where.start)}, where it looks for the first.`,
  });
  return false;
}

/** The owner, or Xen itself where no role is given, takes the pages once. */
function takePages(boot: Boot, domain: DomainNode, ref: SharedRef, host: bigint): void {
  const { does, trace, pages, info } = boot;
  const where = range(host, ref.size);
  const owner = ref.role === null ? 'd[IO]' : ref.role === 'owner' ? domainTag(domain) : null;
  if (owner === null || pages === null) return;
  const key = groupedHex(host);
  const before = boot.sharedOwners.get(key);
  if (ref.role === null && before === 'd[IO]') return;
  if (ref.role === null && !hasEntry(boot, domain, ref, where)) return;
  if (!does.sharedOwnBanks)
    trace.print(
      `${owner}: allocate static shared memory BANK ${prefixedPaddr(host)}-${prefixedPaddr(host + ref.size)}.`,
    );
  const recorded = info.shared.find((bank) => bank.hasHost && bank.start === host);
  const borrowers = recorded?.borrowers ?? 0;
  if (ref.size === 0n && boot.debug) {
    const message = `${ref.path} has no size.`;
    stopDomain(
      boot,
      domain,
      sharedZeroAssert,
      { place: noPagesPlace(boot.target.release) },
      { message, path: ref.path, property: SHARED_MEM },
    );
    return;
  }
  if (!hasEntry(boot, domain, ref, where)) return;
  const missing = pages.acquire(where, 0xa000000000000001n + BigInt(borrowers));
  if (missing === null && recorded === undefined) {
    const message = `${ref.path} was never recorded: Xen stopped reading the tree at ${boot.scanEnd?.path ?? ref.path}.`;
    failSetUp(boot, domain, -2, sharedNotRecorded, null, {
      message,
      path: ref.path,
      property: SHARED_MEM,
    });
    return;
  }
  if (missing === null) {
    boot.sharedOwners.set(key, owner);
    const note = {
      ranges: [where],
      of: `shared memory ${ref.shmId ?? ''}`,
      domain: ref.role === null ? DOM_IO : domain,
      path: ref.path,
      purpose: 'shared memory',
    } as const;
    boot.pageLog?.add({ ...note, what: 'verified' });
    boot.pageLog?.add({ ...note, what: 'assigned' });
    if (borrowers > 0) boot.pageLog?.add({ ...note, what: 'referenced', references: borrowers });
    return;
  }
  logRefused(boot.pageLog, where, missing.at, {
    of: `shared memory ${ref.shmId ?? ''}`,
    domain,
    path: ref.path,
  });
  const mixed = ref.role === null && before !== undefined;
  const params = {
    tag: owner,
    index: (missing.at - host) >> 12n,
    mfn: mfnText(missing.at),
    state: countInfo(missing.state, boot.platform),
    owner: before ?? '',
  };
  failSetUp(boot, domain, -22, mixed ? sharedMixedRoles : sharedTwoOwners, params, {
    path: ref.path,
    property: before === undefined ? SHARED_MEM : 'role',
    range: where,
    message:
      before === undefined
        ? `The pages of ${ref.path} cannot be had${boot.scanEnd === null ? '' : `: Xen stopped reading the tree at ${boot.scanEnd.path}`}.`
        : `${ref.path} wants to own shared memory that ${before} already owns.`,
  });
}
