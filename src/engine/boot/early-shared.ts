// Static shared memory nodes as the early parser records them.
//
// Stands for process_shm_node: bootfdt.c in 4.17 and 4.18, static-shmem.c since 4.19.
import { cellCount } from '../../model/cells.ts';
import { range } from '../../model/range.ts';
import { findProperty } from '../../model/tree.ts';
import * as refusals from '../refusals/shared.ts';
import type { Refusal } from '../refusals/refusal.ts';
import { MAX_BANKS, MAX_SHARED, type SharedBank } from './bootinfo.ts';
import { type EarlyFailure, failure } from './early-failure.ts';
import { findOverlap, readNumber } from './early-memory.ts';
import { cString, type Visited } from './flat.ts';
import type { Boot } from './state.ts';
import { overlapText } from './words.ts';

/** MAX_SHM_ID_LENGTH, the terminating NUL included. */
const ID_ROOM = 16;
const PAGE = 4096n;

interface Read {
  readonly shmId: string;
  readonly host: bigint | null;
  readonly guest: bigint;
  readonly size: bigint;
  readonly owner: boolean;
}

export function readShared(boot: Boot, at: Visited, fail: (failed: EarlyFailure) => boolean): void {
  const { path } = at;
  const domain = at.parent.name === 'chosen' ? null : at.parent.name;
  const refuse = <P>(rc: number, refusal: Refusal<P>, params: P, message: string): EarlyFailure =>
    failure(rc, refusal, params, { path, domain, message });
  if (!boot.does.has417Features) return;
  if (!boot.target.kconfig.STATIC_SHM) {
    fail(
      refuse(
        -22,
        refusals.sharedConfigOff,
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

function readNode(
  boot: Boot,
  at: Visited,
  refuse: <P>(rc: number, refusal: Refusal<P>, params: P, message: string) => EarlyFailure,
): Read | EarlyFailure {
  const { node, path, cells } = at;
  if (cells.address < 1 || cells.size < 1)
    return refuse(-22, refusals.sharedCells, null, `${path} is read with cells of zero.`);
  const idValue = findProperty(node, 'xen,shm-id');
  if (idValue === undefined) return refuse(-2, refusals.sharedIdMissing, null, `${path} has no xen,shm-id.`);
  const shmId = cString(idValue);
  if (shmId.length >= ID_ROOM && boot.does.sharedOwnBanks)
    return refuse(
      -22,
      refusals.sharedIdLong,
      { shmId },
      `xen,shm-id “${shmId}” of ${path} has ${shmId.length} characters; at most ${ID_ROOM - 1} fit.`,
    );
  const role = findProperty(node, 'role');
  const roleText = role === undefined ? null : cString(role);
  if (roleText !== null && roleText !== 'owner' && roleText !== 'borrower')
    return refuse(
      -22,
      refusals.sharedRole,
      null,
      `role of ${path} is “${roleText}”; it must be owner or borrower.`,
    );
  const value = findProperty(node, 'xen,shared-mem');
  if (value === undefined)
    return refuse(-2, refusals.sharedMemMissing, null, `${path} has no xen,shared-mem.`);
  const a = cells.address;
  const length = value.length / 4;
  const full = length === a + a + cells.size;
  if (!full && !(length === a + cells.size && boot.does.sharedOwnBanks))
    return refuse(
      -22,
      refusals.sharedLength,
      { guestOnly: length === a + cells.size },
      `xen,shared-mem of ${path} has ${cellCount(value)} cells where ${a}/${cells.size} cells need ${a + a + cells.size}${boot.does.sharedOwnBanks ? ` or ${a + cells.size}` : ''}.`,
    );
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
      refusals.sharedZero,
      { shmId, hasHost: host !== null },
      `${path} shares no memory: its size is zero.`,
    );
  return read;
}

/** The checks that moved from building the domain to here in 4.19, in Xen's order. */
function checkValues(
  read: Read,
  path: string,
  refuse: <P>(rc: number, refusal: Refusal<P>, params: P, message: string) => EarlyFailure,
): EarlyFailure | null {
  const { host, guest, size, shmId } = read;
  if (host !== null && host % PAGE !== 0n)
    return refuse(
      -22,
      refusals.sharedAlignHost,
      { address: host },
      `The host address of ${path} is not a multiple of 4 KiB.`,
    );
  if (host !== null && BigInt.asUintN(64, host + size) <= host)
    return refuse(
      -22,
      size === 0n ? refusals.sharedZero : refusals.sharedWrap,
      { shmId, hasHost: true },
      `The range of ${path} ends at or before its start.`,
    );
  if (guest % PAGE !== 0n)
    return refuse(
      -22,
      refusals.sharedAlignGuest,
      { address: guest },
      `The guest address of ${path} is not a multiple of 4 KiB.`,
    );
  if (size % PAGE !== 0n)
    return refuse(-22, refusals.sharedAlignSize, { size }, `The size of ${path} is not a multiple of 4 KiB.`);
  return null;
}

function record(
  boot: Boot,
  at: Visited,
  read: Read,
  domain: string | null,
  fail: (failed: EarlyFailure) => boolean,
): void {
  const { info, does } = boot;
  const { path } = at;
  const where = range(read.host ?? 0n, read.size);
  const refuse = <P>(rc: number, refusal: Refusal<P>, params: P, message: string): EarlyFailure =>
    failure(rc, refusal, params, { path, domain, message, range: read.host === null ? null : where });
  const label = `shared memory ${read.shmId}`;
  let known: SharedBank | undefined;
  for (const bank of info.shared) {
    const sameRange =
      bank.hasHost === (read.host !== null) && bank.start === where.start && bank.size === where.size;
    const sameId = bank.shmId === read.shmId;
    if (sameId && (sameRange || (does.sharedOwnBanks && read.host === null && bank.size === where.size))) {
      known = bank;
      break;
    }
    if (sameId) {
      if (
        !fail(
          refuse(
            -22,
            refusals.sharedSameId,
            { shmId: read.shmId },
            `${path} uses the id ${read.shmId} for another range than before.`,
          ),
        )
      )
        return;
      break;
    }
    if (sameRange && read.host !== null) {
      if (
        !fail(
          refuse(
            -22,
            refusals.sharedOtherId,
            { shmId: read.shmId },
            `${path} calls the region ${read.shmId} that is ${bank.shmId} elsewhere.`,
          ),
        )
      )
        return;
      break;
    }
  }
  const selfCheck = does.sharedSecondReferenceFails && info.reserved.length > 0 && info.reserved[0] !== known;
  if (known === undefined || selfCheck) {
    const hit = read.host === null ? null : findOverlap(boot, where, false);
    if (hit !== null && (hit.against === 'bank' || does.checksOverlap)) {
      const overlap = { range: where, other: hit.other, order: hit.order, against: hit.against };
      const second = known !== undefined;
      const refusal = second ? refusals.sharedSecondReference : refusals.sharedOverlap;
      const message = second
        ? `Xen 4.18 refuses the second mention of shared memory ${read.shmId} because another range was recorded before it.`
        : overlapText(label, where, hit.label, hit.other);
      if (
        !fail(
          failure(-22, refusal, overlap, {
            path,
            domain,
            message,
            range: where,
            involved: [where, hit.other],
          }),
        )
      )
        return;
    }
  }
  if (known === undefined) {
    const full = does.sharedOwnBanks ? info.shared.length >= MAX_SHARED : info.reserved.length >= MAX_BANKS;
    if (
      full &&
      !fail(
        refuse(
          -28,
          refusals.sharedTooMany,
          null,
          `${label} is one shared region too many: Xen has room for ${does.sharedOwnBanks ? MAX_SHARED : MAX_BANKS}.`,
        ),
      )
    )
      return;
    known = {
      ...where,
      kind: 'shared',
      domain,
      label,
      shmId: read.shmId,
      hasHost: read.host !== null,
      borrowers: 0,
    };
    info.addShared(known, does.sharedOwnBanks);
  }
  if (!read.owner) known.borrowers += 1;
}
