// The cells of `xen,static-mem`: those of the domain's parent, and in 4.16 two properties of the domain's own.
//
// Stands for process_domain_node and allocate_static_memory: 4.16 reads `#xen,static-mem-address-cells` and
// `-size-cells`, 0 where absent; since 942ac5fc15 (4.17) the plain cells of the parent node.
import { type Cells, readU32 } from '../../model/cells.ts';
import type { TreeNode } from '../../model/tree.ts';
import type { Boot } from './state.ts';

/** What stands between `#` and `address-cells` in the names of 4.16. */
export const OWN_CELLS = 'xen,static-mem-';

/** `parent` are the cells in force for the domain's own `reg`. */
export const staticCells = (boot: Boot, domain: TreeNode, parent: Cells): Cells =>
  boot.does.plainStaticCells
    ? parent
    : {
        address: readU32(domain, `#${OWN_CELLS}address-cells`) ?? 0,
        size: readU32(domain, `#${OWN_CELLS}size-cells`) ?? 0,
      };

/** The first of a domain's own two properties that 4.16 does not find when it builds the domain. */
export function unreadCells(boot: Boot, domain: TreeNode): string | undefined {
  if (boot.does.plainStaticCells) return undefined;
  const names = ['address', 'size'].map((of) => `#${OWN_CELLS}${of}-cells`);
  return names.find((name) => readU32(domain, name) === undefined);
}
