// What Xen lays out in a guest's own address space: RAM banks, interrupt controller, UART, grant window.
//
// Constants of public/arch-arm.h (4.17 to unstable); host layout for direct-mapped domains as in vgic-v2.c, vgic-v3.c
// and vpl011.c.
import { type Addr, minOf, plus } from '../../model/addr.ts';
import type { HostFacts } from '../../model/board.ts';
import { range, type Range } from '../../model/range.ts';
import type { GuestBank } from '../analysis.ts';

/** GUEST_RAM_BANK_BASES and GUEST_RAM_BANK_SIZES. */
export const GUEST_RAM: readonly Range[] = [
  range(0x40000000n, 0xc0000000n),
  range(0x200000000n, 0xfe00000000n),
];
/** GUEST_GNTTAB: the same for direct-mapped domains. */
export const GUEST_GRANT = range(0x38000000n, 0x01000000n);
/** The page of Xenstore's ring (GUEST_MAGIC_BASE and XENSTORE_PFN_OFFSET), where the domain is not direct-mapped. */
export const GUEST_XENSTORE = range(0x39001000n, 0x1000n);
const GUEST_VPL011 = range(0x22000000n, 0x1000n);
const GUEST_GICV2 = [range(0x03001000n, 0x1000n), range(0x03002000n, 0x2000n)];
const GUEST_GICV3 = [range(0x03001000n, 0x10000n), range(0x03020000n, 0x01000000n)];
/** A GICv3 redistributor's two frames, in bytes. */
const REDISTRIBUTOR = 0x20000n;

export interface Packing {
  readonly banks: readonly GuestBank[];
  /** Index of a host bank that had to be split between two guest banks, and how much of it went into the first. */
  readonly straddling: { readonly index: number; readonly first: bigint } | null;
  /** More memory than the guest's banks hold. */
  readonly exhausted: boolean;
  /** For each host bank, the pieces it was mapped in. */
  readonly mapped: readonly (readonly Mapped[])[];
}

/** Memory mapped in one go. */
export interface Mapped {
  readonly guest: bigint;
  readonly host: bigint;
  readonly size: bigint;
}

/** allocate_static_memory: host banks one after the other into the guest's banks. */
export function pack(host: readonly Range[]): Packing {
  const banks: { guest: Addr; size: bigint; host: Range[] }[] = [];
  const mapped: Mapped[][] = host.map(() => []);
  let straddling: Packing['straddling'] = null;
  let at = 0;
  let room: bigint = GUEST_RAM[0]?.size ?? 0n;
  const bankAt = (index: number) =>
    (banks[index] ??= { guest: GUEST_RAM[index]?.start ?? (0n as Addr), size: 0n, host: [] });
  for (const [index, piece] of host.entries()) {
    let start = piece.start;
    let left: bigint = piece.size;
    for (;;) {
      const now = minOf(left, room);
      const bank = bankAt(at);
      mapped[index]?.push({ guest: bank.guest + bank.size, host: start, size: now });
      bank.host.push(range(start, now));
      bank.size += now;
      room -= now;
      left -= now;
      start = plus(start, now);
      if (left === 0n) break;
      if (at + 1 >= GUEST_RAM.length) return { banks, straddling, exhausted: true, mapped };
      straddling ??= now > 0n ? { index, first: now } : null;
      at += 1;
      room = GUEST_RAM[at]?.size ?? 0n;
    }
  }
  if (banks.length === 0) bankAt(0);
  return { banks, straddling, exhausted: false, mapped };
}

/** assign_static_memory_11: every host bank is a guest bank, in the property's order. */
export const packDirect = (host: readonly Range[]): Packing => ({
  banks: host.map((bank) => ({ guest: bank.start, size: bank.size, host: [bank] })),
  straddling: null,
  exhausted: false,
  mapped: host.map(({ start, size }) => [{ guest: start, host: start, size }]),
});

/** allocate_memory: pages are Xen's choice, so only the guest's side is known. */
export function packDynamic(memory: bigint): GuestBank[] {
  const banks: GuestBank[] = [];
  let left = memory;
  for (const { start, size } of GUEST_RAM) {
    if (left <= 0n) break;
    const now = minOf(left, size);
    banks.push({ guest: start, size: now, host: null });
    left -= now;
  }
  return banks;
}

export function gicRegions(
  host: Pick<HostFacts, 'gic'>,
  directMap: boolean,
  vcpus: number,
): readonly Range[] {
  const { gic } = host;
  if (gic === null) return [];
  if (!directMap) return gic.version === 3 ? GUEST_GICV3 : GUEST_GICV2;
  const [distributor, ...rest] = gic.regions;
  if (distributor === undefined) return [];
  if (gic.version === 2) {
    const cpu = rest[0];
    return [range(distributor.start, 0x1000n), ...(cpu === undefined ? [] : [range(cpu.start, 0x2000n)])];
  }
  const redistributors: Range[] = [];
  let covered = 0n;
  for (const region of rest) {
    if (covered >= BigInt(vcpus)) break;
    redistributors.push(region);
    covered += region.size / REDISTRIBUTOR;
  }
  return [distributor, ...redistributors];
}

/** dom0 finds the host's own node: of a GICv2 the first two regions, whole. */
export const gicOfDom0 = ({ gic, cpus }: HostFacts): readonly Range[] =>
  gic?.version === 2 ? gic.regions.slice(0, 2) : gicRegions({ gic }, true, cpus);

/** vPL011's page: Xen's own console for direct-mapped domains. */
export function uartRegion(host: HostFacts, directMap: boolean): Range | null {
  if (!directMap) return GUEST_VPL011;
  return host.uart === null ? null : range(host.uart.start, 0x1000n);
}
