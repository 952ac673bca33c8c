// RAM banks of a board whose tree leaves them to the firmware (more than half of all boards): written into its tree.
import { type Addr, bytes, type Bytes, hex, minOf, plus } from '../model/addr.ts';
import { type Cells, DEFAULT_CELLS, strings } from '../model/cells.ts';
import type { Plan } from '../model/plan.ts';
import { type Range, range } from '../model/range.ts';
import { fail, ok, type Result } from '../model/result.ts';
import { node, type TreeNode } from '../model/tree.ts';
import { childCellsOf, encodePairs, rangeFits } from './cells-in-force.ts';
import { readHost } from './host.ts';
import { isMemoryNode } from './host/memory.ts';
import { withName, withProperty } from './node-edit.ts';
import { sameRanges } from './static-heap.ts';

/**
 * The plan on a tree with exactly these RAM banks, in this order, in one `/memory@…` node that takes the place of
 * all there were (else before `/reserved-memory` and `/chosen`: Xen up to 4.18 may stop reading there). A bank too
 * long for a single size cell becomes several that touch, as boot loaders write it. Fails where an address does
 * not fit the root's cells.
 */
export function withMemory(plan: Plan, banks: readonly Range[]): Result<Plan> {
  const root = plan.tree.root;
  const cells = childCellsOf(root, DEFAULT_CELLS);
  const written = banks.filter((bank) => bank.size > 0n).flatMap((bank) => pieces(bank, cells));
  const wide = written.find((bank) => !rangeFits(bank, cells));
  if (wide !== undefined)
    return fail(
      `RAM at ${hex(wide.start)} does not fit: the root node has ${cells.address} address and ${cells.size} size cells`,
      '/memory',
    );
  if (sameRanges(plan.host.memory, written)) return ok(plan);
  const old = root.children.find(isMemoryNode);
  const memory = withBanks(old ?? node('memory'), written, cells);
  const children = root.children.filter((child) => child === old || !isMemoryNode(child));
  const at = old === undefined ? place(children) : children.indexOf(old);
  const next = children.toSpliced(at, old === undefined ? 0 : 1, ...(written.length > 0 ? [memory] : []));
  const tree = { ...plan.tree, root: { ...root, children: next } };
  return ok({ ...plan, tree, host: readHost(tree) });
}

function withBanks(of: TreeNode, banks: readonly Range[], cells: Cells): TreeNode {
  const order = ['device_type', 'reg'];
  let next = withName(of, `memory@${hex(banks[0]?.start ?? 0n).slice(2)}`);
  next = withProperty(next, 'device_type', strings('', 'memory').value, order);
  next = withProperty(next, 'status', null);
  return withProperty(next, 'reg', encodePairs(banks, cells), order);
}

const place = (children: readonly TreeNode[]): number => {
  const at = children.findIndex(({ name }) => name === 'reserved-memory' || name === 'chosen');
  return at < 0 ? children.length : at;
};

/** The longest piece of a bank that is cut, in bytes: what Raspberry Pi's firmware uses. */
const PIECE: Bytes = bytes(0x8000_0000n);

function pieces(bank: Range, cells: Cells): Range[] {
  if (cells.size !== 1 || bank.size < 1n << 32n) return [bank];
  const cut: Range[] = [];
  for (let done = 0n; done < bank.size; done += PIECE) {
    const start: Addr = plus(bank.start, done);
    cut.push(range(start, minOf(PIECE, bytes(bank.size - done))));
  }
  return cut;
}
