// How the properties of a tree for Xen are written, for people: what decode knows of them, and good guesses.
import { countCells, hexCells, type PrintProperty } from '../devicetree/print/document.ts';
import { type Describe, guessProperty } from '../devicetree/print/guess.ts';
import { cellAt } from '../model/cells.ts';
import { sizeText } from '../model/size.ts';
import type { Property, TreeNode } from '../model/tree.ts';
import { below, bytesOf, decode, ROOT, type Surroundings, type Tuple } from './decode.ts';

/** Properties of domains that count something, in one cell; people write these in decimal. */
const COUNTS = new Set(['cpus', 'nr_spis']);

/** The numbers of Xen's properties grouped, each group with the size it speaks of beside it. */
export const XEN_TREE: Describe<Surroundings> = { root: ROOT, below, property: describeProperty };

function describeProperty(of: TreeNode, property: Property, around: Surroundings): PrintProperty {
  const { name, value } = property;
  const tuples = decode(of, name, around);
  if (tuples !== null)
    return { name, values: tuples.map((tuple) => hexCells(numbersOf(tuple), sizeOf(tuple))) };
  if (COUNTS.has(name) && value.length === 4) return { name, values: [countCells(cellAt(value, 0) ?? 0)] };
  return guessProperty(property, name === 'reg' ? around.cells.address + around.cells.size : 0);
}

const numbersOf = (tuple: Tuple): (readonly [bigint, number])[] =>
  tuple.map(({ value, cells }) => [value, cells]);

function sizeOf(tuple: Tuple): string | undefined {
  const size = bytesOf(tuple);
  if (size === null) return undefined;
  const kib = tuple.find(({ meaning }) => meaning === 'KiB');
  return kib === undefined ? sizeText(size) : `${kib.value} KiB = ${sizeText(size)}`;
}
