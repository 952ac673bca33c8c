// How wide a guest's addresses can be, from the CPUs the tree names.
//
// ID_AA64MMFR0_EL1.PARange by core, as Arm's technical reference manuals give it; setup_virt_paging and
// p2m_get_root_pointer (arch/arm/p2m.c, arch/arm/mmu/p2m.c) make the rest of it.
import { readStrings } from '../../model/cells.ts';
import { findChild, findProperty, type Tree } from '../../model/tree.ts';

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

/** What the P2M root can index for a guest address width. */
const ROOT_BITS: Readonly<Record<number, number>> = { 36: 39, 40: 40, 42: 42, 44: 48, 48: 48 };

export interface AddressBits {
  /** p2m_ipa_bits: the narrowest CPU decides. */
  readonly ipa: number;
  /** What the root table indexes; beyond it Xen refuses. */
  readonly root: number;
}

/** null where a CPU is not one of those known. */
export function addressBits(tree: Tree): AddressBits | null {
  const cpus = findChild(tree.root, 'cpus');
  if (cpus === undefined) return null;
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
  return { ipa, root: ROOT_BITS[ipa] ?? ipa };
}
