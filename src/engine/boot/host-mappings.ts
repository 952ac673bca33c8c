// What of the host’s hardware a domain that has all of it finds mapped: the registers of every node that stays with the
// host, reserved memory that has a node, and the windows of PCI hosts.
//
// Stands for handle_node (arch/arm/domain_build.c), handle_device and map_range_to_domain (likewise up to 4.17,
// arch/arm/device.c since) and dt_translate_address. Xen maps what is disabled too.
import { cellCount, isCompatible, numberAt, readString, readU32 } from '../../model/cells.ts';
import { Kept, Last } from '../../model/kept.ts';
import { range, type Range } from '../../model/range.ts';
import { findProperty, type TreeNode } from '../../model/tree.ts';
import { childrenOf, FIRST_SPI, type HostNode, interruptsOf, rootOf } from './host-node.ts';
import { isIommu } from './iommu.ts';
import type { Boot } from './state.ts';
import type { MappedPages } from './stage2.ts';

/** Nodes that Xen keeps from it with all below them, by what they are compatible with. */
const KEPT = [
  'xen,xen',
  'xen,multiboot-module',
  'multiboot,module',
  'arm,psci',
  'arm,psci-0.2',
  'arm,psci-1.0',
  'arm,cortex-a7-pmu',
  'arm,cortex-a15-pmu',
  'arm,cortex-a53-edac',
  'arm,armv8-pmuv3',
  'arm,armv7-timer-mem',
  'arm,armv7-timer',
  'arm,armv8-timer',
];
/** And these, where the release keeps them. */
const XENS = ['xen,domain', 'xen,domain-shared-memory-v1', 'xen,evtchn-v1'];
const PAGE = 4096n;

/** An entry of a node, in host-physical bytes, and the pages that are mapped for it. */
export interface MappedEntry extends Range, MappedPages {
  readonly path: string;
  readonly property: 'reg' | 'ranges';
}

/** A register whose address does not lead to the processor: Xen gives the domain up there. */
export interface LostAddress {
  readonly path: string;
  /** Of the entry of reg. */
  readonly index: number;
  /** Path of the node around it that is no bus; null where a bus has no window for it. */
  readonly noBus: string | null;
}

/** What the nodes come to. */
interface Found {
  readonly mapped: readonly MappedEntry[];
  /** The first; those behind it Xen does not get to. */
  readonly lost: LostAddress | null;
}

function isKept({ plan, does }: Boot, at: HostNode): boolean {
  const { node, path } = at;
  const { gic, uart } = plan.host;
  return (
    path.toLowerCase() === '/cpus' ||
    path === gic?.path ||
    path === uart?.path ||
    readString(node, 'device_type') === 'memory' ||
    isIommu(node) ||
    KEPT.some((name) => isCompatible(node, name)) ||
    (does.keepsXensNodes && XENS.some((name) => isCompatible(node, name))) ||
    // No guest can have an interrupt that is private to a CPU.
    (gic !== null && interruptsOf(plan.tree.root, at, gic.path).some((irq) => irq < FIRST_SPI))
  );
}

/** By node below the root: those an edit leaves alone stay the same objects. */
const known = new Kept<TreeNode, Found>();

/** In Xen’s order; page frames, guest and host alike. Addresses of a bus that does not say where it is are left out. */
export const mappedOfHost = (boot: Boot): readonly MappedEntry[] =>
  hostNodes(boot).flatMap(({ mapped }) => mapped);

/** The address Xen stops at, if any. */
export const lostOfHost = (boot: Boot): LostAddress | null =>
  hostNodes(boot).find(({ lost }) => lost !== null)?.lost ?? null;

/** A domain's memory is moved without another word of the host: whose an interrupt is may be said by any of its nodes. */
function hostNodes(boot: Boot): readonly Found[] {
  const { tree, host } = boot.plan;
  const { properties, children } = tree.root;
  const hosts = children.filter(({ name }) => name !== 'chosen');
  const around = surroundings.of([properties, ...hosts], () => ({}));
  const given = [around, host.gic?.path, host.uart?.path, boot.does.keepsXensNodes];
  return childrenOf(rootOf(tree.root)).map((at) => known.of(at.node, given, () => foundBelow(boot, at)));
}

/** The same object for the same nodes. */
const surroundings = new Last<object>();

function foundBelow(boot: Boot, at: HostNode): Found {
  if (isKept(boot, at)) return { mapped: [], lost: null };
  const staysWithHost = findProperty(at.node, 'xen,passthrough') === undefined;
  const registers = registersOf(at);
  const own = staysWithHost
    ? [...entriesOf(at, 'reg', registers.found), ...entriesOf(at, 'ranges', windowsOfPci(at))]
    : [];
  const below = childrenOf(at).map((child) => foundBelow(boot, child));
  return {
    mapped: [...own, ...below.flatMap(({ mapped }) => mapped)],
    lost: registers.lost ?? below.find(({ lost }) => lost !== null)?.lost ?? null,
  };
}

/** Xen maps as many pages as the size takes, from the page of the start: of a start within a page the end can stay out. */
const entriesOf = (
  { path }: HostNode,
  property: MappedEntry['property'],
  pieces: readonly Range[],
): readonly MappedEntry[] =>
  pieces
    .filter(({ size }) => size > 0n)
    .map(({ start, size }) => ({
      path,
      property,
      start,
      size,
      guest: start / PAGE,
      host: start / PAGE,
      pages: (size + PAGE - 1n) / PAGE,
    }));

/** Cells of a node’s own addresses: the nearest node around it that says so. */
function cellsAround({ parent }: HostNode, name: '#address-cells' | '#size-cells'): number {
  for (let at = parent; at !== null; at = at.parent) {
    const cells = readU32(at.node, name);
    if (cells !== undefined) return cells;
  }
  return name === '#address-cells' ? 2 : 1;
}

function registersOf(at: HostNode): { readonly found: readonly Range[]; readonly lost: LostAddress | null } {
  const { node, parent, path } = at;
  const reg = findProperty(node, 'reg');
  const address = cellsAround(at, '#address-cells');
  const size = cellsAround(at, '#size-cells');
  if (reg === undefined || parent === null || size === 0 || address === 0 || address > 2 || !isBus(parent))
    return { found: [], lost: null };
  const found: Range[] = [];
  let lost: LostAddress | null = null;
  for (const [index, from] of rows(reg, address + size).entries()) {
    const start = toHost(parent, numberAt(reg, from, address));
    if (typeof start === 'bigint') found.push(...pieceOf(start, numberAt(reg, from + address, size)));
    else if (start !== null) lost ??= { path, index, noBus: start.noBus };
  }
  return { found, lost };
}

/** Of a PCI host: where the processor finds the bus. Addresses on the bus take three cells. */
function windowsOfPci(at: HostNode): Range[] {
  const ranges = findProperty(at.node, 'ranges');
  if (ranges === undefined || readString(at.node, 'device_type') !== 'pci') return [];
  const outer = cellsAround(at, '#address-cells');
  const size = readU32(at.node, '#size-cells') ?? 2;
  return rows(ranges, 3 + outer + size).flatMap((from) =>
    pieceOf(
      addressOf(toHost(at.parent, numberAt(ranges, from + 3, outer))),
      numberAt(ranges, from + 3 + outer, size),
    ),
  );
}

const pieceOf = (start: bigint | null, size: bigint | undefined): Range[] =>
  start === null || size === undefined ? [] : [range(start, size)];

/** Where each whole entry of so many cells starts. */
const rows = (value: Uint8Array, step: number): number[] =>
  Array.from({ length: Math.floor(cellCount(value) / step) }, (_, i) => i * step);

/** How an address got no further. */
type Stuck = Pick<LostAddress, 'noBus'>;

const addressOf = (where: bigint | Stuck | null): bigint | null => (typeof where === 'bigint' ? where : null);

const isPci = ({ node }: HostNode): boolean =>
  readString(node, 'device_type') === 'pci' || /^pcie?(?:@|$)/.test(node.name);

/** The root, and what has ranges, be they empty (dt_bus_default_match). */
const isBus = ({ node, parent }: HostNode): boolean =>
  parent === null || findProperty(node, 'ranges') !== undefined;

/** An address on a bus as the processor has it; null where it is not ours to say: behind PCI, and in more than two cells. */
function toHost(bus: HostNode | null, address: bigint | undefined): bigint | Stuck | null {
  let here = address;
  for (let at = bus; at !== null && at.parent !== null && here !== undefined; at = at.parent) {
    if (isPci(at) || isPci(at.parent)) return null;
    if (!isBus(at.parent)) return { noBus: at.parent.path };
    const outside = through(at, here);
    if (outside === undefined) return { noBus: null };
    if (outside === null) return null;
    here = outside;
  }
  return here ?? null;
}

/** An address one bus further out; undefined where no window has it, null where windows are wider than is read here. */
function through(bus: HostNode, address: bigint): bigint | undefined | null {
  const ranges = findProperty(bus.node, 'ranges');
  if (ranges === undefined || ranges.length === 0) return ranges === undefined ? undefined : address;
  const inner = readU32(bus.node, '#address-cells') ?? cellsAround(bus, '#address-cells');
  const outer = cellsAround(bus, '#address-cells');
  const size = readU32(bus.node, '#size-cells') ?? cellsAround(bus, '#size-cells');
  if (Math.max(inner, outer, size) > 2) return null;
  for (const from of rows(ranges, inner + outer + size)) {
    const child = numberAt(ranges, from, inner);
    const parent = numberAt(ranges, from + inner, outer);
    const length = numberAt(ranges, from + inner + outer, size);
    if (child === undefined || parent === undefined || length === undefined) continue;
    if (address >= child && address < child + length) return parent + (address - child);
  }
  return undefined;
}
