// What of the host’s hardware a domain that has all of it finds mapped: the registers of every node that stays with the
// host, reserved memory that has a node, and the windows of PCI hosts.
//
// Stands for handle_node (arch/arm/domain_build.c), handle_device and map_range_to_domain (likewise up to 4.17,
// arch/arm/device.c since) and dt_translate_address. Xen maps what is disabled too.
import { cellCount, numberAt, readString, readU32 } from '../../model/cells.ts';
import { range, type Range } from '../../model/range.ts';
import { findProperty, type Property, type TreeNode } from '../../model/tree.ts';
import { hasCompatible } from './flat.ts';
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
const PAGE = 4096n;

/** An entry of a node, in host-physical bytes, and the pages that are mapped for it. */
export interface MappedEntry extends Range, MappedPages {
  readonly path: string;
  readonly property: 'reg' | 'ranges';
}

function isKept({ plan }: Boot, at: HostNode): boolean {
  const { node, path } = at;
  const { gic, uart } = plan.host;
  return (
    path.toLowerCase() === '/cpus' ||
    path === gic?.path ||
    path === uart?.path ||
    readString(node, 'device_type') === 'memory' ||
    isIommu(node) ||
    KEPT.some((name) => hasCompatible(node, name)) ||
    // No guest can have an interrupt that is private to a CPU.
    (gic !== null && interruptsOf(plan.tree.root, at, gic.path).some((irq) => irq < FIRST_SPI))
  );
}

/** Mapped below a node, where `xens` is Xen’s own and the root says of cells and interrupts what it said `around` it. */
interface Known {
  readonly xens: string;
  readonly around: readonly Property[];
  readonly mapped: readonly MappedEntry[];
}

/** By node below the root: those an edit leaves alone stay the same objects. */
const known = new WeakMap<TreeNode, Known>();

/** In Xen’s order; page frames, guest and host alike. Addresses of a bus that does not say where it is are left out. */
export function mappedOfHost(boot: Boot): readonly MappedEntry[] {
  const { tree, host } = boot.plan;
  const xens = `${host.gic?.path} ${host.uart?.path}`;
  const around = tree.root.properties;
  return childrenOf(rootOf(tree.root)).flatMap((at) => {
    const before = known.get(at.node);
    if (before?.xens === xens && before.around === around) return before.mapped;
    const mapped = mappedBelow(boot, at);
    known.set(at.node, { xens, around, mapped });
    return mapped;
  });
}

function mappedBelow(boot: Boot, at: HostNode): readonly MappedEntry[] {
  if (isKept(boot, at)) return [];
  const staysWithHost = findProperty(at.node, 'xen,passthrough') === undefined;
  const own = staysWithHost
    ? [...entriesOf(at, 'reg', registersOf(at)), ...entriesOf(at, 'ranges', windowsOfPci(at))]
    : [];
  return [...own, ...childrenOf(at).flatMap((child) => mappedBelow(boot, child))];
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

function registersOf(at: HostNode): Range[] {
  const reg = findProperty(at.node, 'reg');
  const address = cellsAround(at, '#address-cells');
  const size = cellsAround(at, '#size-cells');
  if (reg === undefined || at.parent === null || size === 0 || address === 0 || address > 2) return [];
  return rows(reg, address + size).flatMap((from) =>
    pieceOf(toHost(at.parent, numberAt(reg, from, address)), numberAt(reg, from + address, size)),
  );
}

/** Of a PCI host: where the processor finds the bus. Addresses on the bus take three cells. */
function windowsOfPci(at: HostNode): Range[] {
  const ranges = findProperty(at.node, 'ranges');
  if (ranges === undefined || readString(at.node, 'device_type') !== 'pci') return [];
  const outer = cellsAround(at, '#address-cells');
  const size = readU32(at.node, '#size-cells') ?? 2;
  return rows(ranges, 3 + outer + size).flatMap((from) =>
    pieceOf(toHost(at.parent, numberAt(ranges, from + 3, outer)), numberAt(ranges, from + 3 + outer, size)),
  );
}

const pieceOf = (start: bigint | null, size: bigint | undefined): Range[] =>
  start === null || size === undefined ? [] : [range(start, size)];

/** Where each whole entry of so many cells starts. */
const rows = (value: Uint8Array, step: number): number[] =>
  Array.from({ length: Math.floor(cellCount(value) / step) }, (_, i) => i * step);

/** An address on a bus as the processor has it; null where a bus on the way does not lead there. */
function toHost(bus: HostNode | null, address: bigint | undefined): bigint | null {
  let here = address;
  for (let at = bus; at !== null && at.parent !== null && here !== undefined; at = at.parent)
    here = through(at, here);
  return here ?? null;
}

function through(bus: HostNode, address: bigint): bigint | undefined {
  const ranges = findProperty(bus.node, 'ranges');
  if (ranges === undefined || ranges.length === 0) return ranges === undefined ? undefined : address;
  const inner = readU32(bus.node, '#address-cells') ?? cellsAround(bus, '#address-cells');
  const outer = cellsAround(bus, '#address-cells');
  const size = readU32(bus.node, '#size-cells') ?? cellsAround(bus, '#size-cells');
  for (const from of rows(ranges, inner + outer + size)) {
    const child = numberAt(ranges, from, inner);
    const parent = numberAt(ranges, from + inner, outer);
    const length = numberAt(ranges, from + inner + outer, size);
    if (child === undefined || parent === undefined || length === undefined) continue;
    if (address >= child && address < child + length) return parent + (address - child);
  }
  return undefined;
}
