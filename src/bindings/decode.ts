// What the numbers of a known property mean: for text that shows them grouped and with their sizes, and for hovers.
//
// Knows the properties Xen's memory layout is made of, by node and name, with the cells in force there. Everything
// else is left to whoever prints it.
import { KiB } from '../model/addr.ts';
import { cellCount, type Cells, DEFAULT_CELLS, numberAt } from '../model/cells.ts';
import { isDomainNode } from '../model/domain-nodes.ts';
import { findProperty, type TreeNode } from '../model/tree.ts';
import { childCellsOf, isPlain } from './cells-in-force.ts';
import { isMemoryNode } from './host/memory.ts';
import { isModuleNode } from './module.ts';
import { SHARED_MEM } from './shared-mem.ts';
import { STATIC_HEAP } from './static-heap.ts';
import { STATIC_MEM } from './static-mem.ts';

export type Meaning = 'host address' | 'guest address' | 'size' | 'KiB';

export interface Part {
  readonly meaning: Meaning;
  /** How many u32 cells it takes. */
  readonly cells: number;
  readonly value: bigint;
}

/** Numbers that belong together: one bank, one module, one place of shared memory. */
export type Tuple = readonly Part[];

/** Where a property stands: the nodes above it decide what its cells are. */
export interface Surroundings {
  /** In force for the node's own `reg`. */
  readonly cells: Cells;
  /** In force for the children of the root: what `xen,static-heap` is written in. */
  readonly rootCells: Cells;
}

/** Surroundings of the root, and from a node's to those of its children. */
export const ROOT: Surroundings = { cells: DEFAULT_CELLS, rootCells: DEFAULT_CELLS };
export function below(of: TreeNode, around: Surroundings): Surroundings {
  const cells = childCellsOf(of, around.cells);
  return { cells, rootCells: of.name === '' ? cells : around.rootCells };
}

/**
 * The tuples of a property of `of`, or null when the property is none of ours or its length does not come out
 * even: then its numbers would be shown under names they may not have.
 */
export function decode(of: TreeNode, name: string, around: Surroundings): readonly Tuple[] | null {
  const form = formOf(of, name, around);
  const value = form === null ? undefined : findProperty(of, name);
  if (form === null || value === undefined) return null;
  const step = form.reduce((sum, [, cells]) => sum + cells, 0);
  if (step === 0 || value.length === 0 || value.length % (step * 4) !== 0) return null;
  const tuples: Tuple[] = [];
  for (let at = 0; at < cellCount(value); at += step) {
    let next = at;
    tuples.push(
      form.map(([meaning, cells]) => {
        const part = { meaning, cells, value: numberAt(value, next, cells) ?? 0n };
        next += cells;
        return part;
      }),
    );
  }
  return tuples;
}

type Form = readonly (readonly [Meaning, number])[];

function formOf(of: TreeNode, name: string, { cells, rootCells }: Surroundings): Form | null {
  const pair = ({ address, size }: Cells): Form | null =>
    isPlain({ address, size })
      ? [
          ['host address', address],
          ['size', size],
        ]
      : null;
  switch (name) {
    case 'reg':
      return isModuleNode(of) || isMemoryNode(of) ? pair(cells) : null;
    case STATIC_HEAP:
      return pair(rootCells);
    case STATIC_MEM:
      return isDomainNode(of) ? pair(cells) : null;
    case 'memory':
      return isDomainNode(of) ? [['KiB', 2]] : null;
    case SHARED_MEM: {
      if (!isPlain(cells)) return null;
      const place: Form = [
        ['guest address', cells.address],
        ['size', cells.size],
      ];
      const count = cellCount(findProperty(of, SHARED_MEM) ?? new Uint8Array());
      return count === 2 * cells.address + cells.size ? [['host address', cells.address], ...place] : place;
    }
    default:
      return null;
  }
}

/** The bytes a tuple speaks of; null when it names no size. */
export function bytesOf(tuple: Tuple): bigint | null {
  const part = tuple.find(({ meaning }) => meaning === 'size' || meaning === 'KiB');
  if (part === undefined) return null;
  return part.meaning === 'KiB' ? part.value * KiB : part.value;
}
