// Who stands behind an IOMMU that is itself enabled: a disabled one protects nobody.
import { cellAt, cellCount, readU32 } from '../../model/cells.ts';
import { findProperty, type TreeNode } from '../../model/tree.ts';
import type { Place } from './survey.ts';

/** The question "is this device behind an enabled IOMMU?" for the tree surveyed. */
export function behindIommu(places: readonly Place[]): (device: Place) => boolean {
  const byPhandle = new Map<number, Place>();
  for (const place of places) {
    const phandle = readU32(place.node, 'phandle') ?? readU32(place.node, 'linux,phandle');
    if (phandle !== undefined && !byPhandle.has(phandle)) byPhandle.set(phandle, place);
  }
  const isEnabled = (value: Uint8Array | undefined, index: number): boolean => {
    const phandle = value && cellAt(value, index);
    return phandle !== undefined && byPhandle.get(phandle)?.enabled === true;
  };
  const masters = new Set<Place>();
  for (const { node, enabled } of places)
    if (enabled) for (const master of mastersOf(node, byPhandle)) masters.add(master);
  return (device) =>
    masters.has(device) ||
    isEnabled(findProperty(device.node, 'iommus'), 0) ||
    isEnabled(findProperty(device.node, 'iommu-map'), 1);
}

/** Old SMMU bindings list their masters: a phandle and as many stream ids as the master says, repeated. */
function* mastersOf(smmu: TreeNode, byPhandle: ReadonlyMap<number, Place>): Generator<Place> {
  const list = findProperty(smmu, 'mmu-masters');
  if (list === undefined) return;
  for (let at = 0; at < cellCount(list);) {
    const master = byPhandle.get(cellAt(list, at) ?? 0);
    if (master === undefined) return;
    yield master;
    at += 1 + (readU32(master.node, '#stream-id-cells') ?? 1);
  }
}
