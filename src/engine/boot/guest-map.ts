// What goes wrong in a guest's own address space without Xen saying a word.
//
// Stands for what p2m_set_entry does not check, do_trap_stage2_abort_guest (arch/arm/traps.c) and p2m_get_root_pointer.
import { type Addr, groupedHex } from '../../model/addr.ts';
import { intersection, overlaps, type Range, range } from '../../model/range.ts';
import { sizeText } from '../../model/size.ts';
import type { GuestBank, GuestLoaded, Severity } from '../analysis.ts';
import { grantOverRam } from '../refusals/direct-map/dm-gnttab-overlap.ts';
import { ramOverDevice } from '../refusals/direct-map/dm-ram-over-mmio.ts';
import { mmioOverRam } from '../refusals/guest/mmio-vs-ram.ts';
import { sharedOverDevice } from '../refusals/shared/shm-guest-overlaps-mmio.ts';
import { sharedOverRam } from '../refusals/shared/shm-guest-overlaps-ram.ts';
import { addressTooHigh } from '../refusals/static/static-ipa-too-small.ts';
import { type DomainNode, memoryProperty, type SharedRef } from './domain-node.ts';
import { failSetUp } from './domain-trace.ts';
import { gicRegions, GUEST_GRANT, GUEST_XENSTORE, uartRegion } from './guest-layout.ts';
import type { Boot } from './state.ts';

const SHARED_MEM = 'xen,shared-mem';

/** Where a guest's modules go. Guest physical. */
export interface Placed {
  readonly kernel: Addr | null;
  readonly dtb: Addr | null;
  readonly initrd: Addr | null;
  readonly loaded: readonly GuestLoaded[];
}

const asRange = (bank: GuestBank): Range => range(bank.guest, bank.size);

/** The first common part of any memory and any device. */
function hits(devices: readonly Range[], memory: readonly Range[]): Range | null {
  for (const at of memory)
    for (const device of devices) {
      const common = intersection(at, device);
      if (common !== null) return common;
    }
  return null;
}

export function checkGuestMap(
  boot: Boot,
  domain: DomainNode,
  banks: readonly GuestBank[],
  placed: Placed,
): void {
  checkAddresses(boot, domain, banks);
  checkShared(boot, domain, banks, placed);
  checkDevices(boot, domain, banks);
  checkGrant(boot, domain, banks);
}

/** Between the guest's address width and what the root table can index Xen maps without a word. */
function checkAddresses(boot: Boot, domain: DomainNode, banks: readonly GuestBank[]): void {
  const bits = boot.addressBits;
  if (bits === null) return;
  const root = bits.root;
  const check = (what: string, at: Range, path: string, property: string | undefined): void => {
    const end = at.start + at.size;
    if (end <= 1n << BigInt(bits.ipa)) return;
    // A guest frame is a long: what it cannot hold is mapped at what is left of it.
    const frames = 12n + BigInt(boot.platform.longBits);
    const seen = BigInt.asUintN(Number(frames), at.start) + at.size;
    const message = `${what} at guest address ${groupedHex(at.start)} lies beyond the ${bits.ipa} bits a guest of this CPU can address.`;
    const told = { domain: domain.name, path, property, space: 'guest' as const, range: at, message };
    if (seen > 1n << BigInt(root)) failSetUp(boot, domain, -22, addressTooHigh, null, told);
    else boot.trace.note(addressTooHigh, null, 'error', told);
  };
  banks.forEach((bank, i) =>
    check(`${domain.name}’s RAM bank ${i}`, asRange(bank), domain.path, memoryProperty(domain)),
  );
  for (const ref of domain.shared)
    check(
      `Shared memory ${ref.shmId ?? ''} of ${domain.name}`,
      range(ref.guest, ref.size),
      ref.path,
      SHARED_MEM,
    );
}

/** Shared memory replaces the RAM that was mapped there before; what Xen loads there goes into it, if it can (checkCopy). */
function checkShared(boot: Boot, domain: DomainNode, banks: readonly GuestBank[], placed: Placed): void {
  for (const ref of domain.shared) {
    const guest = range(ref.guest, ref.size);
    const over = banks.map(asRange).find((bank) => overlaps(guest, bank));
    if (over === undefined) continue;
    const hit = placed.loaded.find(({ range: at }) => overlaps(guest, at));
    if (hit !== undefined && ref.role !== 'owner') continue;
    const writer = hit === undefined ? undefined : otherOf(boot, domain, ref);
    const lost =
      hit === undefined
        ? ''
        : `, and the ${hit.what} Xen loads there ${writer === undefined ? 'is in it' : `can be overwritten by ${writer} before the guest has started`}`;
    boot.trace.note(sharedOverRam, null, writer === undefined ? 'silent' : 'error', {
      domain: domain.name,
      path: ref.path,
      property: SHARED_MEM,
      space: 'guest',
      range: guest,
      involved: [guest, over],
      message: `${ref.path} replaces ${domain.name}’s own RAM at guest address ${groupedHex(ref.guest)}${lost}.`,
    });
  }
}

/** Another domain with the same region. */
const otherOf = (boot: Boot, domain: DomainNode, { shmId }: SharedRef): string | undefined =>
  boot.domains.find((one) => one.name !== domain.name && one.shared.some((ref) => ref.shmId === shmId))?.name;

/** Memory where the host has a device, or where Xen puts something of its own into the guest's address space. */
function checkDevices(boot: Boot, domain: DomainNode, banks: readonly GuestBank[]): void {
  const { host } = boot.plan;
  const uart = domain.vpl011 ? uartRegion(host, domain.directMap) : null;
  const emulated = [
    ...gicRegions(host, domain.directMap, domain.cpus ?? 1),
    ...(uart === null ? [] : [uart]),
  ];
  const inHost = hits(
    [...(host.gic?.regions ?? []), ...(host.uart === null ? [] : [range(host.uart.start, host.uart.size)])],
    banks.flatMap((bank) => bank.host ?? []),
  );
  if (inHost !== null)
    boot.trace.note(ramOverDevice, null, 'error', {
      domain: domain.name,
      path: domain.path,
      property: memoryProperty(domain),
      range: inHost,
      message: `${domain.name}’s memory includes device registers at ${groupedHex(inHost.start)}, which the device tree also calls RAM.`,
    });
  const faults = boot.does.invalidatesLevel0Root && !boot.does.p2mBeforeEmulation;
  const severity = faults ? 'error' : 'silent';
  const outcome = faults ? 'the guest faults there' : 'the memory hides the device';
  const inGuest = hits(emulated, banks.map(asRange));
  if (inGuest !== null)
    boot.trace.note(mmioOverRam, null, severity, {
      domain: domain.name,
      path: domain.path,
      property: memoryProperty(domain),
      space: 'guest',
      range: inGuest,
      message: `${domain.name} has memory at guest address ${groupedHex(inGuest.start)}, where Xen emulates a device: ${outcome}.`,
    });
  const taken = [
    ...emulated.map((at) => ({ at, severity, why: `where Xen emulates a device: ${outcome}` }) as const),
    ...takenLater(domain),
  ];
  for (const ref of domain.shared) noteTaken(boot, domain, ref, taken);
}

interface Taken {
  /** Guest physical. */
  readonly at: Range;
  readonly severity: Severity;
  readonly why: string;
}

/** What replaces shared memory once it is mapped: grant table frames when the guest asks for them, and Xenstore's page. */
function takenLater({ enhanced, directMap }: DomainNode): Taken[] {
  const lost = (at: Range, what: string): Taken => ({
    at,
    severity: 'silent',
    why: `where the guest has ${what}: the region is lost there`,
  });
  return [
    ...(enhanced === null ? [] : [lost(GUEST_GRANT, 'its grant table')]),
    ...(enhanced === null || enhanced === 'no-xenstore' || directMap
      ? []
      : [lost(GUEST_XENSTORE, 'the page of Xenstore')]),
  ];
}

function noteTaken(boot: Boot, domain: DomainNode, ref: SharedRef, taken: readonly Taken[]): void {
  const region = range(ref.guest, ref.size);
  const by = taken.find(({ at }) => overlaps(at, region));
  if (by === undefined) return;
  const common = intersection(by.at, region) ?? region;
  boot.trace.note(sharedOverDevice, null, by.severity, {
    domain: domain.name,
    path: ref.path,
    property: SHARED_MEM,
    space: 'guest',
    range: common,
    involved: [region, by.at],
    message: `${ref.path} is at guest address ${groupedHex(common.start)}, ${by.why}.`,
  });
}

/** The grant table window stays where it is, also over a direct-mapped domain's RAM. */
function checkGrant(boot: Boot, domain: DomainNode, banks: readonly GuestBank[]): void {
  if (domain.enhanced === null) return;
  const over = banks.map(asRange).find((bank) => overlaps(bank, GUEST_GRANT));
  if (over === undefined) return;
  boot.trace.note(grantOverRam, null, 'silent', {
    domain: domain.name,
    path: domain.path,
    property: memoryProperty(domain),
    space: 'guest',
    range: GUEST_GRANT,
    involved: [GUEST_GRANT, over],
    message: `${domain.name}’s RAM covers the grant table window at ${groupedHex(GUEST_GRANT.start)} by ${sizeText(intersection(over, GUEST_GRANT)?.size ?? 0n)}.`,
  });
}
