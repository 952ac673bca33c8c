// A shared region mapped where the same guest has another.
//
// Stands for p2m_set_entry and p2m_free_entry (arch/arm/p2m.c up to 4.18, arch/arm/mmu/p2m.c since): of a foreign page that is
// replaced by another the reference is put, whether or not one was taken for it.
import { groupedHex } from '../../model/addr.ts';
import { intersection, range, type Range } from '../../model/range.ts';
import { sharedOverShared, sharedWithoutReference } from '../refusals/shared/shm-guest-overlaps-shm.ts';
import type { DomainNode, SharedRef } from './domain-node.ts';
import { guestRange, stopDomain } from './domain-trace.ts';
import { entriesOf } from './stage2.ts';
import type { Boot } from './state.ts';

const guestOf = ({ guest, size }: SharedRef): Range => range(guest, size);
/** Where it is not known, as aligned as in the guest. */
const hostOf = ({ host, guest }: SharedRef): bigint => host ?? guest;
const pagesOf = (ref: SharedRef) => ({
  guest: ref.guest >> 12n,
  host: hostOf(ref) >> 12n,
  pages: ref.size >> 12n,
});

/** `before`: the regions mapped so far, in Xen’s order. */
export function replaceShared(
  boot: Boot,
  domain: DomainNode,
  ref: SharedRef,
  before: readonly SharedRef[],
): void {
  for (const other of before) {
    const common = intersection(guestOf(ref), guestOf(other));
    if (common === null || isSame(ref, other)) continue;
    const told = {
      path: ref.path,
      property: 'xen,shared-mem',
      ...guestRange(common),
      involved: [guestOf(ref), guestOf(other)],
    };
    const message = `${ref.path} replaces ${other.path} at guest address ${groupedHex(common.start)}`;
    if (lacksReference(boot, other, common) && putsReference(boot, ref, other))
      stopDomain(boot, domain, sharedWithoutReference, null, {
        ...told,
        message: `${message}, of whose pages no owner has taken a reference by then.`,
      });
    else
      boot.trace.note(sharedOverShared, null, 'silent', {
        ...told,
        domain: domain.name,
        message: `${message}: ${domain.name} cannot reach that part of ${other.shmId ?? 'it'}.`,
      });
  }
}

/** The same page at the same address again: nothing is replaced. */
const isSame = (a: SharedRef, b: SharedRef): boolean =>
  a.host !== null && b.host !== null && a.host - a.guest === b.host - b.guest;

/** Borrowed, and with a page nobody has taken. */
function lacksReference({ pages }: Boot, other: SharedRef, common: Range): boolean {
  if (other.role === 'owner' || other.host === null || pages === null) return false;
  return pages.hasUntaken(range(common.start - other.guest + other.host, common.size));
}

/** Whether a debug build gets to count the references of the pages of `other`. */
function putsReference({ debug, does }: Boot, ref: SharedRef, other: SharedRef): boolean {
  const from = does.putsForeignBlocks ? 2 : 3;
  const replacing = entriesOf(pagesOf(ref));
  return (
    debug &&
    entriesOf(pagesOf(other)).some((old) =>
      replacing.some(
        (entry) => entry.start < old.end && old.start < entry.end && Math.max(entry.level, old.level) >= from,
      ),
    )
  );
}
