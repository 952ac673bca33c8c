// Giving a node other cells without changing what anything below it says.
//
// Needed when something too wide for the cells in force is written below `/chosen` or a domain, when `/chosen` has
// inherited its cells so far (ours are always stated), and when a node gets another parent.
import { type Cells, u32 } from '../model/cells.ts';
import { isDomainNode } from '../model/domain-nodes.ts';
import { findProperty, type TreeNode } from '../model/tree.ts';
import { childCellsOf, encodePairs, isPlain, rangeFits, readPairs, WIDE } from './cells-in-force.ts';
import { withChildren, withProperty } from './node-edit.ts';
import { encodePlace, readPlace, SHARED_MEM } from './shared-mem.ts';
import { STATIC_MEM } from './static-mem.ts';

const ORDER = ['compatible', '#address-cells', '#size-cells'];

const withCells = (of: TreeNode, cells: Cells): TreeNode =>
  withProperty(
    withProperty(of, '#address-cells', u32('', cells.address).value, ORDER),
    '#size-cells',
    u32('', cells.size).value,
    ORDER,
  );

/**
 * The node with cells of two and two stated, and everything that depended on the old ones (`reg`, `xen,static-mem`,
 * `xen,shared-mem` of its children) re-encoded. Children that inherited the old cells get them stated.
 */
export function widen(of: TreeNode, inherited: Cells): TreeNode {
  const old = childCellsOf(of, inherited);
  const same = old.address === WIDE.address && old.size === WIDE.size;
  return withCells(
    same
      ? of
      : withChildren(
          of,
          of.children.map((child) => recoded(child, old, WIDE)),
        ),
    WIDE,
  );
}

/** A node whose parent has `old` cells, as it says the same below one that has `cells`; a pair too wide for them is left out. */
export function recoded(child: TreeNode, old: Cells, cells: Cells): TreeNode {
  if (!isPlain(old) || (old.address === cells.address && old.size === cells.size)) return child;
  let of = child;
  for (const name of ['reg', STATIC_MEM]) {
    const value = findProperty(of, name);
    if (value === undefined || (name !== 'reg' && !isDomainNode(of))) continue;
    const pairs = readPairs(value, old).filter((pair) => rangeFits(pair, cells));
    of = withProperty(of, name, encodePairs(pairs, cells));
  }
  const shared = findProperty(of, SHARED_MEM);
  const place = shared === undefined ? null : readPlace(shared, old);
  if (place !== null) of = withProperty(of, SHARED_MEM, encodePlace(place, cells));
  const inherits = childCellsOf(of, { address: -1, size: -1 });
  return of.children.length > 0 && (inherits.address < 0 || inherits.size < 0)
    ? withCells(of, childCellsOf(of, old))
    : of;
}
