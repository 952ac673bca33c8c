// Words used in more than one place, and the ones that carry a number.
import { GiB, groupedHex, KiB, MiB, TiB } from '../model/addr.ts';
import { dom0MaxVcpus, dom0Memory } from '../model/dom0.ts';
import type { Entity } from '../model/entities.ts';
import type { Domain, ModuleKind, Plan } from '../model/plan.ts';
import { endOf, type Range, totalSize } from '../model/range.ts';
import type { Heir } from '../model/sharing.ts';
import { sizeText } from '../model/size.ts';

export const APP = 'xen-memmap';
export const HOST = 'host physical';
export const GUEST = 'guest physical';

const ROUGH_UNITS = [
  ['TiB', TiB],
  ['GiB', GiB],
  ['MiB', MiB],
  ['KiB', KiB],
] as const;

/** A size for a glance: exact where that is short (`512 MiB`), else to one decimal and marked so (`≈ 73.9 GiB`). */
export function roughSize(size: bigint): string {
  const exact = sizeText(size);
  if (exact.replace(/\D/g, '').length <= 4) return exact;
  const [name, unit] = ROUGH_UNITS.find(([, bytes]) => size >= bytes) ?? ['B', 1n];
  return `≈ ${(Number((size * 10n) / unit) / 10).toFixed(1)} ${name}`;
}

export const plural = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

/** `Delete domU1; domU2 owns shm0`: an edit, and who owns shared memory by it. */
export const withHeirs = (label: string, heirs: readonly Heir[]): string =>
  [label, heirs.map(({ name, shmId }) => `${name} owns ${shmId}`).join(', ')]
    .filter((part) => part !== '')
    .join('; ');

/** `0x4000_0000 to 0x4fff_ffff incl.`; only the start of an empty range. */
export const spanText = (at: Range): string =>
  at.size <= 0n ? groupedHex(at.start) : `${groupedHex(at.start)} to ${groupedHex(endOf(at) - 1n)} incl.`;

/** `ZCU102 · 4 GiB in 2 banks`. */
export const boardSummary = (plan: Plan): string => {
  const { memory } = plan.host;
  const ram =
    memory.length === 0
      ? 'no RAM banks'
      : `${sizeText(totalSize(memory))} in ${plural(memory.length, 'bank')}`;
  return `${plan.board.name} · ${ram}`;
};

/** `1:1 direct-map · 2 vCPU · vpl011`. */
export const domainSummary = (domain: Domain): string =>
  [
    domain.staticMem === null
      ? 'from Xen’s heap'
      : domain.directMap
        ? '1:1 direct-map'
        : domain.staticMem.length > 1
          ? `${domain.staticMem.length} banks · remapped`
          : 'remapped',
    `${domain.cpus} vCPU`,
    domain.vpl011 ? 'vpl011' : null,
  ]
    .filter((part) => part !== null)
    .join(' · ');

/** RAM a domain gets: its banks where it has them, else what `memory` asks of the heap; null when neither says. */
export const domainRam = (domain: Domain): bigint | null =>
  domain.staticMem === null ? domain.memory : totalSize(domain.staticMem);

/** What Xen gives dom0 when dom0_mem does not say (create_dom0). */
const DOM0_DEFAULT = 512n * MiB;

/** RAM dom0 is to get, in bytes. */
export function dom0Ram(plan: Plan): bigint {
  const size = dom0Memory(plan)?.bytes ?? 0n;
  return size === 0n ? DOM0_DEFAULT : size;
}

/** `1:1 · 4 vCPU · Xen picks its RAM`. */
export const dom0Summary = (plan: Plan): string =>
  `1:1 · ${dom0MaxVcpus(plan) ?? plan.host.cpus} vCPU · Xen picks its RAM`;

export const MODULE_WORD: Record<ModuleKind, string> = {
  kernel: 'kernel',
  ramdisk: 'ramdisk',
  'device-tree': 'device tree',
  other: 'module',
};

/** What kind of thing an entity is, for headings. */
export const KIND_WORD: Record<Entity['kind'], string> = {
  heap: 'static heap',
  domain: 'domain',
  dom0: 'domain',
  bank: 'static memory',
  module: 'boot module',
  shared: 'shared memory',
  xen: 'Xen image',
  fdt: 'device tree blob',
  ram: 'RAM bank',
  reserved: 'reserved memory',
  device: 'device',
};
