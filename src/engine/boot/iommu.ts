// Which IOMMUs of the host Xen drives, and which devices stand behind one.
//
// Stands for iommu_setup and iommu_hardware_setup (drivers/passthrough), the match tables of smmu.c and smmu-v3.c, and
// dt_device_is_protected after iommu_add_dt_device. The Renesas IPMMU is in builds for R-Car only, and left out.
import { cellAt, cellCount, isCompatible, readU32 } from '../../model/cells.ts';
import { findProperty, type TreeNode } from '../../model/tree.ts';
import { isIommuWanted } from '../../model/command-line.ts';
import { xenCommandLine } from './command-line.ts';
import { availableNodes, type HostNode, hostNodeByPhandle } from './host-node.ts';
import type { Boot } from './state.ts';

const SMMU = ['arm,smmu-v1', 'arm,smmu-v2', 'arm,mmu-400', 'arm,mmu-401', 'arm,mmu-500'];
/** Behind CONFIG_ARM_SMMU_V3, which is off unless asked for. */
const SMMU_V3 = ['arm,smmu-v3'];

/** Whether a node is an IOMMU, driven or not. */
export const isIommu = (node: TreeNode): boolean =>
  [...SMMU, ...SMMU_V3].some((name) => isCompatible(node, name));

/** IOMMU nodes that Xen's drivers take. */
function drivenIommus(boot: Boot): ReadonlySet<TreeNode> {
  const names = boot.target.kconfig.ARM_SMMU_V3 ? [...SMMU, ...SMMU_V3] : SMMU;
  const driven = new Set<TreeNode>();
  if (isIommuWanted(xenCommandLine(boot)))
    for (const { node } of availableNodes(boot.plan.tree.root))
      if (names.some((name) => isCompatible(node, name))) driven.add(node);
  return driven;
}

/** iommu_enabled. */
export const hasIommu = (boot: Boot): boolean => boot.once(isAnyDriven);
const isAnyDriven = (boot: Boot): boolean => boot.once(drivenIommus).size > 0;

/** Whether an IOMMU that Xen drives guards the device's access to memory. */
export function isProtected(boot: Boot, device: HostNode): boolean {
  const driven = boot.once(drivenIommus);
  if (driven.size === 0) return false;
  const iommus = findProperty(device.node, 'iommus');
  const named = iommus === undefined ? undefined : cellAt(iommus, 0);
  const by = named === undefined ? null : hostNodeByPhandle(boot.plan.tree.root, named);
  if (by !== null && driven.has(by.node)) return true;
  return [...driven].some((smmu) => mastersOf(boot, smmu).includes(device.node));
}

/** The old binding lists the masters: a phandle and as many stream ids as the master says, repeated. */
function mastersOf(boot: Boot, smmu: TreeNode): readonly TreeNode[] {
  const list = findProperty(smmu, 'mmu-masters');
  const masters: TreeNode[] = [];
  for (let at = 0; list !== undefined && at < cellCount(list);) {
    const master = hostNodeByPhandle(boot.plan.tree.root, cellAt(list, at) ?? 0);
    if (master === null) break;
    masters.push(master.node);
    at += 1 + (readU32(master.node, '#stream-id-cells') ?? 1);
  }
  return masters;
}
