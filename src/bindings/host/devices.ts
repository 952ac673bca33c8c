// Devices that can write to memory by themselves, or that integrators pass through to a domain.
//
// The criterion, by what the tree itself says: the node and every bus above it are enabled; its `reg` reaches the
// CPU; it interrupts somebody or moves data by itself (one of ACTIVE); and it is not part of the machine's own
// plumbing (one of PLUMBING, or a generic name of PLUMBING_NAMES), nor RAM, nor a CPU.
import type { Device } from '../../model/board.ts';
import { readString } from '../../model/cells.ts';
import type { TreeNode } from '../../model/tree.ts';
import { behindIommu } from './iommu.ts';
import { cpuRegions, type Place } from './survey.ts';

const ACTIVE = [
  'interrupts',
  'interrupts-extended',
  'interrupt-map',
  'iommus',
  'iommu-map',
  'dmas',
  'dma-coherent',
];
/** Properties only interrupt controllers, IOMMUs and MSI controllers have. */
const PLUMBING = [
  'interrupt-controller',
  'msi-controller',
  '#iommu-cells',
  '#global-interrupts',
  'mmu-masters',
];
const PLUMBING_NAMES = new Set([
  'cache-controller',
  'clock-controller',
  'interrupt-controller',
  'iommu',
  'memory',
  'memory-controller',
  'pmu',
  'power-controller',
  'timer',
]);

const has = (of: TreeNode, names: readonly string[]): boolean =>
  of.properties.some((property) => names.includes(property.name));

const genericName = (of: TreeNode): string => of.name.split('@')[0] ?? '';

/** Devices in document order, each with its first region. `uart` is the path of Xen's own console, which stays Xen's. */
export function devicesOf(places: readonly Place[], uart: string | null): Device[] {
  const isProtected = behindIommu(places);
  return places.flatMap((place) => {
    const { node, path } = place;
    if (!place.enabled || path === uart || !has(node, ACTIVE)) return [];
    if (has(node, PLUMBING) || PLUMBING_NAMES.has(genericName(node))) return [];
    const type = readString(node, 'device_type');
    if (type === 'memory' || type === 'cpu') return [];
    const [region] = cpuRegions(place);
    return region === undefined
      ? []
      : [{ path, start: region.start, size: region.size, iommu: isProtected(place) }];
  });
}
