// What the registers of passed-through devices hide, and who else can reach them: Xen compares them with nothing.
//
// Stands for map_regions_p2mt (arch/arm/p2m.c, arch/arm/mmu/p2m.c since 4.19), which replaces what was mapped before.
import { groupedHex } from '../../model/addr.ts';
import { intersection, overlaps, type Range, range } from '../../model/range.ts';
import { findProperty } from '../../model/tree.ts';
import { sizeText } from '../../model/size.ts';
import type { GuestBank, GuestWindow } from '../analysis.ts';
import { windowOverHostRam } from '../refusals/passthrough/pt-host-ram.ts';
import { windowOverEmulated } from '../refusals/passthrough/pt-over-emulated.ts';
import { windowOverRam } from '../refusals/passthrough/pt-overlaps-ram.ts';
import { windowShared } from '../refusals/passthrough/pt-shared.ts';
import { addressTooHigh } from '../refusals/static/static-ipa-too-small.ts';
import type { DomainNode } from './domain-node.ts';
import { guestRange } from './domain-trace.ts';
import { gicRegions, uartRegion } from './guest-layout.ts';
import { hostNodeAt } from './host-node.ts';
import type { Boot } from './state.ts';
import { rangeText } from './words.ts';

const guestOf = (window: GuestWindow): Range => range(window.guest, window.size);
const hostOf = (window: GuestWindow): Range => range(window.host, window.size);

export function checkWindows(
  boot: Boot,
  domain: DomainNode,
  banks: readonly GuestBank[],
  windows: readonly GuestWindow[],
): void {
  for (const window of windows) {
    checkAddress(boot, domain, window);
    checkGuestSide(boot, domain, banks, window);
    checkHostSide(boot, domain, window);
    boot.given.windows.push({ domain: domain.name, window });
  }
}

/** Above the width of guest addresses, and below what the root table reaches, Xen maps without a word. */
function checkAddress(boot: Boot, domain: DomainNode, window: GuestWindow): void {
  const bits = boot.addressBits?.ipa ?? 48;
  if (window.guest + window.size <= 1n << BigInt(bits)) return;
  boot.trace.note(addressTooHigh, null, 'error', {
    domain: domain.name,
    path: domain.deviceTree?.path ?? domain.path,
    ...guestRange(guestOf(window)),
    message: `${window.path} in ${domain.name}’s passthrough blob wants guest address ${groupedHex(window.guest)}, beyond the ${bits} bits a guest of this CPU can address.`,
  });
}

function checkGuestSide(
  boot: Boot,
  domain: DomainNode,
  banks: readonly GuestBank[],
  window: GuestWindow,
): void {
  const { host } = boot.plan;
  const guest = guestOf(window);
  const told = { domain: domain.name, path: domain.deviceTree?.path ?? domain.path, ...guestRange(guest) };
  const who = `${window.path} in ${domain.name}’s passthrough blob`;
  const memory = [
    ...banks.map((bank) => ({ what: 'RAM', at: range(bank.guest, bank.size) })),
    ...domain.shared.map((ref) => ({
      what: `shared memory ${ref.shmId ?? ''}`,
      at: range(ref.guest, ref.size),
    })),
  ].find(({ at }) => overlaps(guest, at));
  if (memory !== undefined)
    boot.trace.note(windowOverRam, null, 'silent', {
      ...told,
      involved: [guest, memory.at],
      message: `${who} replaces ${sizeText(intersection(guest, memory.at)?.size ?? 0n)} of the guest’s ${memory.what} at ${groupedHex(window.guest)} with device registers.`,
    });
  const uart = domain.vpl011 ? uartRegion(host, domain.directMap) : null;
  const emulated = [
    ...gicRegions(host, domain.directMap, domain.cpus ?? 1),
    ...(uart === null ? [] : [uart]),
  ].find((at) => overlaps(guest, at));
  if (emulated === undefined) return;
  const hidden = boot.does.invalidatesLevel0Root && !boot.does.p2mBeforeEmulation;
  boot.trace.note(windowOverEmulated, null, 'silent', {
    ...told,
    involved: [guest, emulated],
    message: `${who} puts registers at guest address ${groupedHex(window.guest)}, where Xen emulates a device: ${hidden ? 'the emulation answers, not the device' : 'the device answers, not the emulation'}.`,
  });
}

function checkHostSide(boot: Boot, domain: DomainNode, window: GuestWindow): void {
  const host = hostOf(window);
  const told = { domain: domain.name, path: domain.deviceTree?.path ?? domain.path, range: host };
  const who = `${window.path} in ${domain.name}’s passthrough blob`;
  const ram = boot.info.ram.find((bank) => overlaps(bank, host));
  if (ram !== undefined)
    boot.trace.note(windowOverHostRam, null, 'silent', {
      ...told,
      message: `${who} gives the guest ${rangeText(intersection(ram, host) ?? host)} of the host’s RAM, whoever else has it.`,
    });
  const other = otherHolder(boot, domain, host);
  if (other !== null)
    boot.trace.note(windowShared, null, 'silent', {
      ...told,
      message: `${who} gives the guest registers at ${groupedHex(window.host)} that ${other} has too.`,
    });
}

/** Another domain with the same registers, or dom0, which has every device not marked xen,passthrough. */
function otherHolder(boot: Boot, domain: DomainNode, host: Range): string | null {
  const before = boot.given.windows.find(
    ({ domain: name, window }) => name !== domain.name && overlaps(hostOf(window), host),
  );
  if (before !== undefined) return before.domain;
  if (boot.hardwareDomain === null) return null;
  const device = boot.plan.host.devices.find((one) => overlaps(range(one.start, one.size), host));
  if (device === undefined) return null;
  const node = hostNodeAt(boot.plan.tree.root, device.path)?.node;
  return node !== undefined && findProperty(node, 'xen,passthrough') === undefined
    ? `d${boot.hardwareDomain}, through ${device.path},`
    : null;
}
