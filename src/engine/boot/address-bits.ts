// How wide a guest's addresses can be, from the CPUs the tree names.
//
// ID_AA64MMFR0_EL1.PARange by core, as Arm's technical reference manuals give it; setup_virt_paging and
// p2m_get_root_pointer (arch/arm/p2m.c, arch/arm/mmu/p2m.c) make the rest of it.
import { readStrings } from '../../model/cells.ts';
import { Kept } from '../../model/kept.ts';
import { findChild, findProperty, type Tree, type TreeNode } from '../../model/tree.ts';
import type { Platform } from './platform.ts';

const PHYSICAL_BITS: Readonly<Record<string, number>> = {
  'arm,cortex-a35': 40,
  'arm,cortex-a53': 40,
  'arm,cortex-a55': 40,
  'arm,cortex-a57': 44,
  'arm,cortex-a72': 44,
  'arm,cortex-a73': 40,
  'arm,cortex-a75': 44,
  'arm,cortex-a76': 40,
  'arm,cortex-a78': 40,
  'arm,neoverse-n1': 48,
};

/** What the P2M root can index for a guest address width; below 44 bits it is of level 1. */
const ROOT_BITS: Readonly<Record<number, number>> = { 32: 39, 36: 39, 40: 40, 42: 42, 44: 48, 48: 48 };

export interface AddressBits {
  /** p2m_ipa_bits: the narrowest CPU decides. */
  readonly ipa: number;
  /** What the root table indexes; beyond it Xen refuses. */
  readonly root: number;
  readonly rootLevel: 0 | 1;
}

const bitsFor = (ipa: number): AddressBits => ({
  ipa,
  root: ROOT_BITS[ipa] ?? ipa,
  rootLevel: ipa < 44 ? 1 : 0,
});

/** null where a CPU is not one of those known. On arm32 Xen takes what it was built for. */
export function addressBits(tree: Tree, platform: Platform): AddressBits | null {
  if (platform.addressBits < 48) return bitsFor(platform.addressBits);
  const cpus = findChild(tree.root, 'cpus');
  return cpus === undefined ? null : kept.of(cpus, [], () => narrowest(cpus));
}

const kept = new Kept<TreeNode, AddressBits | null>();

function narrowest(cpus: TreeNode): AddressBits | null {
  let ipa = 48;
  for (const cpu of cpus.children) {
    if (!cpu.name.startsWith('cpu@')) continue;
    const compatible = findProperty(cpu, 'compatible');
    const bits =
      compatible === undefined
        ? undefined
        : readStrings(compatible)
            .map((name) => PHYSICAL_BITS[name])
            .find((n) => n !== undefined);
    if (bits === undefined) return null;
    ipa = Math.min(ipa, bits);
  }
  return bitsFor(ipa);
}
