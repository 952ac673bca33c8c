// Copying kernel, ramdisk and device tree into a guest, which works into its own RAM only.
//
// Stands for copy_to_guest_phys_flush_dcache as far as translate_get_page (arch/arm/guestcopy.c) refuses: a page mapped
// in place of RAM later, for registers or for a region that another owns.
import { groupedHex } from '../../model/addr.ts';
import { overlaps, type Range, range } from '../../model/range.ts';
import type { GuestWindow } from '../analysis.ts';
import type { CopyOf, LoadedPart } from '../refusals/copy.ts';
import { windowOverModule } from '../refusals/passthrough/pt-overlaps-ram.ts';
import { sharedOverModule } from '../refusals/placement/place-initrd-copy.ts';
import type { Refusal } from '../refusals/refusal.ts';
import { type DomainNode, domainTag } from './domain-node.ts';
import { guestRange, stopDomain } from './domain-trace.ts';
import type { Boot } from './state.ts';

/** What of a guest's address space is not its own RAM, whatever was there before. */
interface Replaced {
  /** Guest physical. */
  readonly at: Range;
  readonly refusal: Refusal<CopyOf>;
  readonly what: string;
  readonly path: string;
  readonly property: string | undefined;
}

/** Registers are mapped last and so replace regions too. */
const replacedIn = (domain: DomainNode, windows: readonly GuestWindow[]): Replaced[] => [
  ...windows.map((window) => ({
    at: range(window.guest, window.size),
    refusal: windowOverModule,
    what: `${window.path} in ${domain.name}’s passthrough blob puts registers`,
    path: domain.deviceTree?.path ?? domain.path,
    property: undefined,
  })),
  ...domain.shared
    .filter(({ role }) => role !== 'owner')
    .map((ref) => ({
      at: range(ref.guest, ref.size),
      refusal: sharedOverModule,
      what: `${ref.path} puts shared memory that ${domain.name} does not own`,
      path: ref.path,
      property: 'xen,shared-mem',
    })),
];

export function checkCopy(
  boot: Boot,
  domain: DomainNode,
  windows: readonly GuestWindow[],
  part: LoadedPart,
  to: Range,
): void {
  const first = replacedIn(domain, windows)
    .filter(({ at }) => overlaps(at, to))
    .reduce<Replaced | null>((a, b) => (a === null || b.at.start < a.at.start ? b : a), null);
  if (first === null) return;
  const { at, refusal, what, path, property } = first;
  const copied = at.start > to.start ? at.start - to.start : 0n;
  stopDomain(
    boot,
    domain,
    refusal,
    { part, tag: domainTag(domain), left: to.size - copied },
    {
      ...guestRange(at),
      path,
      property,
      message: `${what} at guest address ${groupedHex(at.start)}, where Xen has to load the ${NAMES[part]}.`,
    },
  );
}

const NAMES: Readonly<Record<LoadedPart, string>> = {
  kernel: 'kernel',
  initrd: 'ramdisk',
  DTB: 'device tree',
};
