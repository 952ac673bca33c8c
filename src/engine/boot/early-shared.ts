// Static shared memory nodes as the early parser records them.
//
// Stands for process_shm_node: bootfdt.c in 4.17 and 4.18, static-shmem.c since 4.19.
import { cellCount } from '../../model/cells.ts';
import { range, type Range } from '../../model/range.ts';
import { findProperty } from '../../model/tree.ts';
import type { Overlap } from '../refusals/overlap.ts';
import { sharedSecondReference } from '../refusals/shared/shm-418-second-ref.ts';
import { sharedAlignGuest } from '../refusals/shared/shm-align-g.ts';
import { sharedAlignHost } from '../refusals/shared/shm-align-p.ts';
import { sharedAlignSize } from '../refusals/shared/shm-align-s.ts';
import { sharedCells } from '../refusals/shared/shm-cells.ts';
import { sharedConfigOff } from '../refusals/shared/shm-config-off.ts';
import { sharedIdLong } from '../refusals/shared/shm-id-long.ts';
import { sharedIdMissing } from '../refusals/shared/shm-id-missing.ts';
import { sharedLength } from '../refusals/shared/shm-len.ts';
import { sharedMemMissing } from '../refusals/shared/shm-mem-missing.ts';
import { sharedOtherId } from '../refusals/shared/shm-other-id-same-range.ts';
import { sharedOverlap } from '../refusals/shared/shm-overlap.ts';
import { sharedRole } from '../refusals/shared/shm-role.ts';
import { sharedSameId } from '../refusals/shared/shm-same-id.ts';
import { sharedTooMany } from '../refusals/shared/shm-too-many.ts';
import { sharedWrap } from '../refusals/shared/shm-wrap.ts';
import { sharedZero } from '../refusals/shared/shm-zero.ts';
import type { Refusal } from '../refusals/refusal.ts';
import { type Bank, type Hit, MAX_BANKS, MAX_SHARED, type SharedBank } from './bootinfo.ts';
import { extentOf, meets, wrappedEnd } from './overlap-index.ts';
import { type EarlyFailure, failure } from './early-failure.ts';
import { noteWide, readNumber } from './early-memory.ts';
import { cString, type Visited } from './flat.ts';
import type { Boot } from './state.ts';
import { overlapText } from './words.ts';

/** MAX_SHM_ID_LENGTH, the terminating NUL included. */
const ID_ROOM = 16;
const SHARED_MEM = 'xen,shared-mem';
const SHM_ID = 'xen,shm-id';
const PAGE = 4096n;

interface Read {
  readonly shmId: string;
  readonly host: bigint | null;
  readonly guest: bigint;
  readonly size: bigint;
  readonly owner: boolean;
}

/** About `xen,shared-mem` unless another property is named. */
type Refuse = <P>(
  rc: number,
  refusal: Refusal<P>,
  params: P,
  message: string,
  property?: string,
) => EarlyFailure;

export function readShared(boot: Boot, at: Visited, fail: (failed: EarlyFailure) => boolean): void {
  const { path } = at;
  const domain = at.parent.name === 'chosen' ? null : at.parent.name;
  const refuse: Refuse = (rc, refusal, params, message, property = SHARED_MEM) =>
    failure(rc, refusal, params, { path, property, domain, message });
  if (!boot.does.has417Features) return;
  if (!boot.target.kconfig.STATIC_SHM) {
    fail(
      refuse(
        -22,
        sharedConfigOff,
        null,
        `${path} asks for static shared memory, which this Xen is built without.`,
      ),
    );
    return;
  }
  const read = readNode(boot, at, refuse);
  if ('rc' in read) {
    fail(read);
    return;
  }
  record(boot, at, read, domain, fail);
}

function readNode(boot: Boot, at: Visited, refuse: Refuse): Read | EarlyFailure {
  const { node, path, cells } = at;
  if (cells.address < 1 || cells.size < 1)
    return refuse(-22, sharedCells, null, `${path} is read with cells of zero.`);
  const idValue = findProperty(node, 'xen,shm-id');
  if (idValue === undefined) return refuse(-2, sharedIdMissing, null, `${path} has no xen,shm-id.`, SHM_ID);
  const shmId = cString(idValue);
  if (shmId.length >= ID_ROOM)
    return refuse(
      -22,
      sharedIdLong,
      { shmId },
      `xen,shm-id “${shmId}” of ${path} has ${shmId.length} characters; at most ${ID_ROOM - 1} fit.`,
      SHM_ID,
    );
  const role = findProperty(node, 'role');
  const roleText = role === undefined ? null : cString(role);
  if (roleText !== null && roleText !== 'owner' && roleText !== 'borrower')
    return refuse(
      -22,
      sharedRole,
      null,
      `role of ${path} is “${roleText}”; it must be owner or borrower.`,
      'role',
    );
  const value = findProperty(node, 'xen,shared-mem');
  if (value === undefined) return refuse(-2, sharedMemMissing, null, `${path} has no xen,shared-mem.`);
  const a = cells.address;
  const length = value.length / 4;
  const full = length === a + a + cells.size;
  if (!full && !(length === a + cells.size && boot.does.sharedOwnBanks))
    return refuse(
      -22,
      sharedLength,
      { guestOnly: length === a + cells.size },
      `xen,shared-mem of ${path} has ${cellCount(value)} cells where ${a}/${cells.size} cells need ${a + a + cells.size}${boot.does.sharedOwnBanks ? ` or ${a + cells.size}` : ''}.`,
    );
  noteWide(boot, { path, property: SHARED_MEM, cells, domain: at.parent.name });
  const host = full ? readNumber(boot, value, 0, a) : null;
  const at2 = full ? a : 0;
  const guest = readNumber(boot, value, at2, a);
  const size = readNumber(boot, value, at2 + a, cells.size);
  const read: Read = { shmId, host, guest, size, owner: roleText === 'owner' };
  const checked = boot.does.sharedOwnBanks ? checkValues(read, path, refuse) : null;
  if (checked !== null) return checked;
  if (size === 0n)
    return refuse(
      -22,
      sharedZero,
      { shmId, hasHost: host !== null },
      `${path} shares no memory: its size is zero.`,
    );
  return read;
}

/** The checks that moved from building the domain to here in 4.19, in Xen's order. */
function checkValues(read: Read, path: string, refuse: Refuse): EarlyFailure | null {
  const { host, guest, size, shmId } = read;
  if (host !== null && host % PAGE !== 0n)
    return refuse(
      -22,
      sharedAlignHost,
      { address: host },
      `The host address of ${path} is not a multiple of 4 KiB.`,
    );
  if (host !== null && BigInt.asUintN(64, host + size) <= host)
    return refuse(
      -22,
      size === 0n ? sharedZero : sharedWrap,
      { shmId, hasHost: true },
      `The range of ${path} ends at or before its start.`,
    );
  if (guest % PAGE !== 0n)
    return refuse(
      -22,
      sharedAlignGuest,
      { address: guest },
      `The guest address of ${path} is not a multiple of 4 KiB.`,
    );
  if (size === 0n) return null;
  if (size % PAGE !== 0n)
    return refuse(-22, sharedAlignSize, { size }, `The size of ${path} is not a multiple of 4 KiB.`);
  return null;
}

interface Recording {
  readonly where: Range;
  readonly label: string;
  readonly path: string;
  readonly domain: string | null;
  /** About the place, unless the id is named. */
  refuse<P>(rc: number, refusal: Refusal<P>, params: P, message: string, property?: string): boolean;
  overlaps(
    refusal: Refusal<Overlap>,
    hit: Pick<Hit, 'against' | 'other' | 'order'>,
    message: string,
  ): boolean;
}

function record(
  boot: Boot,
  at: Visited,
  read: Read,
  domain: string | null,
  fail: (failed: EarlyFailure) => boolean,
): void {
  const { path } = at;
  const where = range(read.host ?? 0n, read.size);
  const label = `shared memory ${read.shmId}`;
  const recording: Recording = {
    where,
    label,
    path,
    domain,
    refuse: (rc, refusal, params, message, property = SHARED_MEM) =>
      fail(
        failure(rc, refusal, params, {
          path,
          property,
          domain,
          message,
          range: read.host === null ? null : where,
        }),
      ),
    overlaps: (refusal, { other, order, against }, message) =>
      fail(
        failure(
          -22,
          refusal,
          { range: where, other, order, against },
          { path, property: SHARED_MEM, domain, message, range: where, involved: [where, other] },
        ),
      ),
  };
  const known = boot.does.sharedOwnBanks
    ? recordApart(boot, read, recording)
    : recordAmongReserved(boot, read, recording);
  if (known !== null && !read.owner) known.borrowers += 1;
}

function add(boot: Boot, read: Read, to: Recording): SharedBank {
  const { where, label, domain } = to;
  const bank: SharedBank = {
    ...where,
    kind: 'shared',
    domain,
    label,
    shmId: read.shmId,
    hasHost: read.host !== null,
    borrowers: 0,
    path: to.path,
  };
  boot.info.addShared(bank, boot.does.sharedOwnBanks);
  return bank;
}

/** From 4.19: regions have an array of their own and are told apart by id. */
function recordApart(boot: Boot, read: Read, to: Recording): SharedBank | null {
  const { info } = boot;
  const { shmId } = read;
  for (const bank of info.shared) {
    const sameStart = bank.hasHost && read.host === bank.start;
    if (bank.shmId === shmId) {
      if ((read.host === null || sameStart) && bank.size === read.size) return bank;
      if (
        !to.refuse(
          -22,
          sharedSameId,
          { shmId },
          `${to.path} uses the id ${shmId} for another range than before.`,
        )
      )
        return null;
      return bank;
    }
    if (!sameStart || bank.size !== read.size) continue;
    const message = `${to.path} calls the region ${shmId} that is ${bank.shmId} elsewhere.`;
    return to.refuse(-22, sharedOtherId, { shmId }, message, SHM_ID) ? bank : null;
  }
  if (
    info.shared.length >= MAX_SHARED &&
    !to.refuse(
      -28,
      sharedTooMany,
      null,
      `${to.label} is one shared region too many: Xen has room for ${MAX_SHARED}.`,
    )
  )
    return null;
  const hit = read.host === null ? null : boot.info.firstMet(extentOf(to.where), false);
  if (hit !== null && !to.overlaps(sharedOverlap, hit, overlapText(to.label, to.where, hit.label, hit.other)))
    return null;
  return add(boot, read, to);
}

/** Up to 4.18: a region is compared with every reserved bank in turn, those of other kinds having an empty id. */
function recordAmongReserved(boot: Boot, read: Read, to: Recording): SharedBank | null {
  const { info, does } = boot;
  const { shmId } = read;
  const end = wrappedEnd(to.where);
  for (const [order, bank] of info.reserved.entries()) {
    const id = isShared(bank) ? bank.shmId : '';
    if (bank.start === to.where.start && bank.size === to.where.size) {
      if (id === shmId && isShared(bank)) return bank;
      to.refuse(
        -22,
        sharedOtherId,
        { shmId },
        `${to.path} calls the region ${shmId} that is ${id === '' ? bank.label : id} elsewhere.`,
        SHM_ID,
      );
      return null;
    }
    if (end <= to.where.start) {
      to.refuse(
        -22,
        sharedWrap,
        { shmId, hasHost: true },
        `The range of ${to.path} ends at or before its start.`,
      );
      return null;
    }
    const hit = does.checksOverlap
      ? boot.info.firstMet(extentOf(to.where), false)
      : meets(to.where.start, end, bank)
        ? { against: 'bank' as const, other: bank, order, label: bank.label }
        : null;
    if (hit !== null) {
      const itself = hit.other.start === to.where.start && hit.other.size === to.where.size;
      to.overlaps(
        itself ? sharedSecondReference : sharedOverlap,
        hit,
        itself
          ? `Xen ${boot.target.release} refuses the second mention of ${to.label} because another range was recorded before it.`
          : overlapText(to.label, to.where, hit.label, hit.other),
      );
      return null;
    }
    if (id !== shmId) continue;
    to.refuse(-22, sharedSameId, { shmId }, `${to.path} uses the id ${shmId} for another range than before.`);
    return null;
  }
  if (info.reserved.length >= MAX_BANKS) {
    to.refuse(
      -28,
      sharedTooMany,
      null,
      `${to.label} is one reserved range too many: Xen has room for ${MAX_BANKS}.`,
    );
    return null;
  }
  return add(boot, read, to);
}

const isShared = (bank: Bank): bank is SharedBank => bank.kind === 'shared';
