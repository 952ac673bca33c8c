// What lies under what: up to 4.17 memory is recorded unchecked, and modules, Xen and guests' RAM may share it. A boot loader
// puts one module over another for every release.
//
// Stands for what kernel_zimage_load, dtb_load and initrd_load (arch/arm/kernel.c, domain_build.c) write to, and for what
// kernel_probe then finds of the modules of later domains.
import { groupedHex } from '../../model/addr.ts';
import { intersection, overlaps, type Range, range } from '../../model/range.ts';
import type { GuestBank } from '../analysis.ts';
import { kernelBuried } from '../refusals/modules/mod-overlap.ts';
import { unchecked417 } from '../refusals/modules/mod-overlap-417.ts';
import { overwritesXen } from '../refusals/static/static-overlap-module.ts';
import { type DomainNode, kernelPlace, memoryProperty } from './domain-node.ts';
import { failSetUp, stopDomain } from './domain-trace.ts';
import type { Placed } from './guest-map.ts';
import type { Boot } from './state.ts';
import { overlapText } from './words.ts';

/** Host memory that holds what Xen has loaded for a guest. */
export interface Loaded {
  readonly range: Range;
  /** `domU1’s device tree`. */
  readonly label: string;
  readonly isKernel: boolean;
}

/** Bytes of an image header, by which Xen knows a kernel. */
const IMAGE_HEADER = 64n;

/** What a guest was loaded over: Xen itself, which is the end, or modules that later domains will miss. */
export function noteLoaded(
  boot: Boot,
  domain: DomainNode,
  banks: readonly GuestBank[],
  placed: Placed,
): void {
  if (boot.does.checksOverlap) return;
  const { xen } = boot.plan.load;
  for (const { what, range: at } of placed.loaded)
    for (const host of hostRanges(banks, at)) {
      boot.loaded.push({ range: host, label: `${domain.name}’s ${what}`, isKernel: what === 'kernel' });
      if (xen === null || boot.trace.stopped || !overlaps(host, xen)) continue;
      stopDomain(boot, domain, overwritesXen, null, {
        property: memoryProperty(domain),
        range: host,
        involved: [host, xen],
        message: `Loading ${domain.name}’s ${what} to ${groupedHex(host.start)} overwrites Xen itself.`,
      });
    }
}

/** Where a guest physical range lies in host memory, as far as that is known. */
function hostRanges(banks: readonly GuestBank[], at: Range): Range[] {
  const found: Range[] = [];
  for (const bank of banks) {
    let guest: bigint = bank.guest;
    for (const piece of bank.host ?? []) {
      const part = intersection(at, range(guest, piece.size));
      if (part !== null) found.push(range(piece.start + (part.start - guest), part.size));
      guest += piece.size;
    }
  }
  return found;
}

/** The file that a boot loader puts over a kernel's header: it loads modules in the order of the tree. */
function loadedAfter(
  { modules: all }: Boot,
  kernel: Range,
  header: Range,
): { label: string; over: Range } | null {
  const at = all.findLastIndex(({ module }) => module.kind === 'kernel' && module.start === kernel.start);
  if (at < 0) return null;
  for (const { owner, module } of all.slice(at + 1)) {
    const over = range(module.start, module.file?.size ?? module.size);
    if (overlaps(over, header))
      return { label: `${owner}’s ${module.kind === 'other' ? 'module' : module.kind}`, over };
  }
  return null;
}

/**
 * Of a kernel that begins in a module loaded after it Xen finds no header. Up to 4.17 one in the static heap or in Xen itself
 * is overwritten before it is used, one that begins in the blob, which is loaded last, never was what it should be, and over
 * one may lie what an earlier domain was given. What is lost behind the header the guest finds out.
 */
export function checkOverwritten(boot: Boot, domain: DomainNode, kernel: Range): void {
  if (boot.trace.stopped) return;
  const { xen, fdt } = boot.plan.load;
  const header = range(kernel.start, IMAGE_HEADER);
  const told = (label: string, over: Range) => ({
    ...kernelPlace(domain),
    range: kernel,
    involved: [kernel, over],
    message: overlapText(`${domain.name}’s kernel`, kernel, label, over),
  });
  const later = loadedAfter(boot, kernel, header);
  if (boot.does.checksOverlap) {
    if (later !== null) failSetUp(boot, domain, -22, kernelBuried, null, told(later.label, later.over));
    return;
  }
  const heap = boot.info.reserved.find((bank) => bank.kind === 'static-heap' && overlaps(bank, kernel));
  const before = boot.loaded.filter((one) => overlaps(one.range, kernel));
  const last = before.findLast(({ range: over }) => overlaps(over, header));
  const fatal = [
    { label: heap?.label ?? '', over: heap ?? null, part: kernel },
    { label: 'Xen itself', over: xen, part: kernel },
    { label: 'the device tree blob', over: fdt, part: header },
    { label: later?.label ?? '', over: later?.over ?? null, part: header },
    {
      label: last?.label ?? '',
      // Another kernel that begins at the same place is one, though not this domain's.
      over: last === undefined || (last.isKernel && last.range.start === kernel.start) ? null : last.range,
      part: header,
    },
  ].find(({ over, part }) => over !== null && overlaps(over, part));
  if (fatal !== undefined && fatal.over !== null)
    failSetUp(boot, domain, -22, unchecked417, null, told(fatal.label, fatal.over));
  else
    for (const { label, range: over } of before)
      boot.trace.note(unchecked417, null, 'silent', {
        domain: domain.name,
        ...told(label, over),
        consequence: 'misbehaves',
      });
}
