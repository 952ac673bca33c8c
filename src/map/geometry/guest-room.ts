// Free guest physical addresses: where memory that comes to a guest besides its own does not get into its way.
import { type Addr, addr, alignUp, compare } from '../../model/addr.ts';
import { byStart, endOf, overlaps, type Range, range } from '../../model/range.ts';
import type { GuestView } from './guest-view.ts';

/** GUEST_RAM0_BASE of xen/include/public/arch-arm.h: below it Xen has its own, from release to release. */
const RAM0_BASE = addr(0x4000_0000n);
/** Whole level 2 entries. */
const ALIGN = 2n << 20n;

const takenIn = ({ memory, gic, uart, grant, shared, windows, xenstore }: GuestView): Range[] => [
  ...[...memory, ...shared, ...(windows ?? [])].map(({ guest, size }) => range(guest, size)),
  ...[...gic, uart, grant, xenstore?.at ?? null].filter((at) => at !== null),
];

/** The first free address for `size` bytes, at a multiple of 2 MiB from where guests' RAM begins. */
export function freeGuestAddress(view: GuestView, size: bigint): Addr {
  const taken = takenIn(view).toSorted(byStart);
  const behind = taken.map((at) => alignUp(endOf(at), ALIGN)).filter((at) => at >= RAM0_BASE);
  const free = (start: Addr): boolean => taken.every((at) => !overlaps(at, range(start, size)));
  return [RAM0_BASE, ...behind].toSorted(compare).find(free) ?? RAM0_BASE;
}
