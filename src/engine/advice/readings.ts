// Ranges whose numbers are read in cells that another node states: where that is, and how they come out.
//
// `xen,static-mem` is read in the cells of /chosen (4.17 on), `xen,static-heap` and the `reg` of /memory in those of
// the root; a node without cells hands down what it is given, from Xen's defaults 2 and 1 on.
import { cellCount, type Cells, numberAt, readU32 } from '../../model/cells.ts';
import { domainNodesOf } from '../../model/domain-nodes.ts';
import { endOf, overlaps, byStart, range, type Range } from '../../model/range.ts';
import { childPath, findChild, findProperty, type Tree, type TreeNode } from '../../model/tree.ts';
import { Kept } from '../../model/kept.ts';
import { cellsBelow, namedLike, ROOT_CELLS } from '../boot/flat.ts';

export interface Reading {
  readonly path: string;
  readonly property: string;
  /** The node's name. */
  readonly node: string;
  /** Whose memory it is: the domain's for static memory. */
  readonly domain: string | null;
  readonly value: Uint8Array;
  /** What Xen reads it in. */
  readonly inForce: Cells;
  /** The node whose cells count. */
  readonly parent: '/' | '/chosen';
  /** Which node states them; null where at least one is only Xen's default. */
  readonly statedBy: '/' | '/chosen' | null;
  /** What the node itself states, the rest as in force; null where it states neither. These do not count. */
  readonly own: Cells | null;
}

/** The ranges of RAM, of the static heap and, with `plainStatic`, of static memory: in document order of the latter. */
export function readingsOf({ root }: Tree, plainStatic: boolean): readonly Reading[] {
  const rootCells = cellsBelow(root, ROOT_CELLS);
  const statedByRoot = statesBoth(root) ? '/' : null;
  const underRoot = { inForce: rootCells, parent: '/', statedBy: statedByRoot } as const;
  const readings: Reading[] = [];
  for (const of of root.children)
    if (namedLike(of.name, 'memory')) readings.push(...readingOf(of, 'reg', underRoot));
  const chosen = findChild(root, 'chosen');
  if (chosen === undefined) return readings;
  readings.push(...readingOf(chosen, 'xen,static-heap', underRoot));
  if (!plainStatic) return readings;
  const inForce = cellsBelow(chosen, rootCells);
  const statedBy = statesBoth(chosen) ? '/chosen' : statedByRoot;
  const underChosen = { inForce, parent: '/chosen', statedBy } as const;
  for (const of of domainNodesOf(chosen)) readings.push(...readingOf(of, 'xen,static-mem', underChosen));
  return readings;
}

const stated = (of: TreeNode): readonly (number | undefined)[] => [
  readU32(of, '#address-cells'),
  readU32(of, '#size-cells'),
];
const statesBoth = (of: TreeNode): boolean => stated(of).every((cells) => cells !== undefined);

type Where = Pick<Reading, 'inForce' | 'parent' | 'statedBy'>;

const kept = new Kept<TreeNode, readonly Reading[]>();

function readingOf(of: TreeNode, property: string, where: Where): readonly Reading[] {
  const { inForce, parent, statedBy } = where;
  const given = [property, inForce.address, inForce.size, parent, statedBy];
  return kept.of(of, given, () => readNow(of, property, where));
}

function readNow(of: TreeNode, property: string, where: Where): readonly Reading[] {
  const value = findProperty(of, property);
  if (value === undefined) return [];
  const path = childPath(where.parent, of.name);
  const domain = where.parent === '/' ? null : of.name;
  return [{ path, property, node: of.name, domain, value, own: ownCells(of, where.inForce), ...where }];
}

/** For static memory what 4.16 reads it in says more than the plain cells beside it. */
function ownCells(of: TreeNode, inForce: Cells): Cells | null {
  const address = readU32(of, '#xen,static-mem-address-cells');
  const size = readU32(of, '#xen,static-mem-size-cells');
  if (address !== undefined && size !== undefined) return { address, size };
  return stated(of).some((cells) => cells !== undefined) ? cellsBelow(of, inForce) : null;
}

export interface Numbers {
  readonly ranges: readonly Range[];
  /** Bytes behind the last whole range. */
  readonly rest: number;
}

/** Cells that hold an address and a size of 64 bits. */
const isPlain = ({ address, size }: Cells): boolean =>
  (address === 1 || address === 2) && (size === 1 || size === 2);

/** null for cells nobody can mean. */
export function numbersIn(value: Uint8Array, cells: Cells): Numbers | null {
  if (!isPlain(cells)) return null;
  const step = cells.address + cells.size;
  const ranges: Range[] = [];
  for (let at = 0; at + step <= cellCount(value); at += step)
    ranges.push(
      range(numberAt(value, at, cells.address) ?? 0n, numberAt(value, at + cells.address, cells.size) ?? 0n),
    );
  return { ranges, rest: value.length % (4 * step) };
}

/** Physical addresses of Arm have at most 52 bits. */
const HIGHEST = 1n << 52n;

const sensible = new Kept<Uint8Array, boolean>();

/** Whether these cells give what a person may have meant: whole ranges, none empty or impossible, none twice. */
export const makesSense = (value: Uint8Array, cells: Cells): boolean =>
  sensible.of(value, [cells.address, cells.size], () => isSensible(value, cells));

function isSensible(value: Uint8Array, cells: Cells): boolean {
  const numbers = numbersIn(value, cells);
  if (numbers === null || numbers.rest > 0 || numbers.ranges.length === 0) return false;
  const sorted = numbers.ranges.toSorted(byStart);
  return sorted.every((at, i) => {
    const next = sorted[i + 1];
    return at.size > 0n && endOf(at) <= HIGHEST && (next === undefined || !overlaps(at, next));
  });
}

/** What in the tree makes no sense in the cells it is read in, by path and property. */
export function senseless(tree: Tree, plainStatic: boolean): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { path, property, value, inForce } of readingsOf(tree, plainStatic))
    if (!makesSense(value, inForce)) found.add(`${path} ${property}`);
  const chosen = findChild(tree.root, 'chosen');
  if (chosen === undefined) return found;
  const visit = (of: TreeNode, path: string, cells: Cells): void => {
    for (const child of of.children) {
      const at = childPath(path, child.name);
      const reg = findProperty(child, 'reg');
      if (reg !== undefined && !makesSense(reg, cells)) found.add(`${at} reg`);
      const shared = findProperty(child, 'xen,shared-mem');
      if (shared !== undefined && !isSharedMem(shared, cells)) found.add(`${at} xen,shared-mem`);
      if (of === chosen) visit(child, at, cellsBelow(child, cells));
    }
  };
  visit(chosen, '/chosen', cellsBelow(chosen, cellsBelow(tree.root, ROOT_CELLS)));
  return found;
}

/** Host address, guest address and size, or the latter two. */
const isSharedMem = ({ length }: Uint8Array, { address, size }: Cells): boolean =>
  length === 4 * (2 * address + size) || length === 4 * (address + size);
