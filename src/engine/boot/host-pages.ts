// What the domain with the host’s hardware is told of and does not find mapped: the end of an entry that does not start on a
// page, and reserved memory whose node Xen cannot place or keeps from it. And the device Xen cannot place, which ends the boot.
//
// Stands for map_range_to_domain (arch/arm/domain_build.c up to 4.17, arch/arm/device.c since) beside the tree that handle_node
// makes. What is not mapped by then stays so: try_map_mmio (arch/arm/traps.c) adds nothing to a device tree’s.
import { overlaps, range, type Range, sameRange, subtract } from '../../model/range.ts';
import { hostAddressLost } from '../refusals/guest/host-address-lost.ts';
import { hostPageMissing } from '../refusals/guest/host-page-missing.ts';
import type { DomainNode } from './domain-node.ts';
import { failSetUp } from './domain-trace.ts';
import { lostOfHost, type MappedEntry, mappedOfHost } from './host-mappings.ts';
import { listedInHostTree } from './host-tree.ts';
import type { MappedPages } from './stage2.ts';
import type { Boot } from './state.ts';
import { rangeText } from './words.ts';

const PAGE = 4096n;

const bytesOf = ({ host, pages }: MappedPages): Range => range(host * PAGE, pages * PAGE);
const isShort = ({ start, size, host, pages }: MappedEntry): boolean => start + size > (host + pages) * PAGE;

/** Each entry of reg must lead to an address of the processor. */
export function checkHostAddresses(boot: Boot, domain: DomainNode): void {
  const lost = lostOfHost(boot);
  if (lost === null) return;
  const { path, index, noBus } = lost;
  const why = noBus === null ? 'a bus around it has no window for it' : `${noBus} has no ranges`;
  failSetUp(boot, domain, -22, hostAddressLost, lost, {
    path,
    property: 'reg',
    message: `${domain.name} gets all devices of the host, and the processor cannot get at ${path}: ${why} (entry ${index} of reg).`,
  });
}

export function checkHostPages(boot: Boot, name: string): void {
  if (boot.target.kconfig.MPU) return;
  const mapped = mappedOfHost(boot);
  const reserved = listedInHostTree(boot).filter(({ kind }) => kind === 'reserved');
  const missingOf = (told: Range): Range | null =>
    subtract(
      [told],
      mapped.map(bytesOf).filter((pages) => overlaps(pages, told)),
    )[0] ?? null;

  for (const region of reserved) {
    const missing = missingOf(region);
    if (missing === null) continue;
    boot.trace.note(hostPageMissing, null, 'error', {
      domain: name,
      path: region.path,
      property: 'reg',
      range: missing,
      involved: [region],
      message: `${name} is told that ${region.label} (${rangeText(region)}) is RAM and finds nothing mapped at ${rangeText(missing)}: it faults when it touches that.`,
    });
  }
  for (const entry of mapped.filter(isShort)) {
    const missing = missingOf(entry);
    if (missing === null || reserved.some((region) => sameRange(region, entry))) continue;
    boot.trace.note(hostPageMissing, null, 'silent', {
      domain: name,
      path: entry.path,
      property: entry.property,
      range: missing,
      involved: [range(entry.start, entry.size)],
      message: `${name} has ${entry.path} (${rangeText(entry)}) and finds nothing mapped at ${rangeText(missing)}: it faults if it touches that.`,
    });
  }
}
