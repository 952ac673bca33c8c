// Tree → source text for people: the numbers of Xen's properties grouped and with their sizes beside them, and for
// every entity the lines that speak of it.
//
// Text is made node by node and kept with the node: at each step of a drag all nodes but one are the same objects.
import { below, bytesOf, decode, type Surroundings, type Tuple } from '../bindings/decode.ts';
import { CHOSEN } from '../bindings/plan.ts';
import { STATIC_HEAP } from '../bindings/static-heap.ts';
import { STATIC_MEM } from '../bindings/static-mem.ts';
import { hex } from '../model/addr.ts';
import type { EntityId, Plan } from '../model/plan.ts';
import { sizeText } from '../model/size.ts';
import { childPath, type Property, type TreeNode } from '../model/tree.ts';
import { valueText } from './value-text.ts';

/** First and last line, counted from 1. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

export interface SourceText {
  readonly text: string;
  /** Where each entity stands: its node, or for a heap or static memory bank its line of the property. */
  readonly lines: ReadonlyMap<EntityId, LineRange>;
}

/** The text of one node with all below it. Lines are counted from 0 at its first. */
export interface Block {
  /** Whole lines, each ended. */
  readonly text: string;
  readonly height: number;
  /** Lines of the tuples of static heap and static memory properties, in order. */
  readonly banks: readonly (readonly [property: string, line: number])[];
  readonly children: readonly (readonly [name: string, line: number, block: Block])[];
}

/** What a block's text depends on besides its node. */
interface Setting {
  /** What stands before the brace. */
  readonly header: string;
  /** That of the node's own `reg`. */
  readonly around: Surroundings;
  readonly depth: number;
}

const kept = new WeakMap<TreeNode, Setting & { readonly block: Block }>();

/** The text of a node. */
export function blockOf(of: TreeNode, setting: Setting): Block {
  const last = kept.get(of);
  if (last !== undefined && sameSetting(last, setting)) return last.block;
  const block = write(of, setting);
  kept.set(of, { ...setting, block });
  return block;
}

const sameSetting = (a: Setting, b: Setting): boolean =>
  a.header === b.header &&
  a.depth === b.depth &&
  a.around.cells.address === b.around.cells.address &&
  a.around.cells.size === b.around.cells.size &&
  a.around.rootCells.address === b.around.rootCells.address &&
  a.around.rootCells.size === b.around.rootCells.size;

/** What dtc reads as a name; others exist only in blobs. */
const NAME = /^[\w,.+*#?@-]+$/;

function write(of: TreeNode, { header, around, depth }: Setting): Block {
  const indent = '\t'.repeat(depth);
  let text = `${indent}${header} {\n`;
  let height = 1;
  const banks: (readonly [string, number])[] = [];
  for (const property of of.properties) {
    const lines = propertyLines(of, property, around);
    if (property.name === STATIC_HEAP || property.name === STATIC_MEM)
      lines.forEach((_line, i) => banks.push([property.name, height + i]));
    for (const line of lines) text += `${indent}\t${line}\n`;
    height += lines.length;
  }
  const children: (readonly [string, number, Block])[] = [];
  const inner = below(of, around);
  for (const child of of.children) {
    if (height > 1) {
      text += '\n';
      height += 1;
    }
    if (NAME.test(child.name)) {
      const block = blockOf(child, { header: child.name, around: inner, depth: depth + 1 });
      children.push([child.name, height, block]);
      text += block.text;
      height += block.height;
    } else {
      text += `${indent}\t${unwritable('node', child.name)}\n`;
      height += 1;
    }
  }
  return { text: `${text}${indent}};\n`, height: height + 1, banks, children };
}

function propertyLines(of: TreeNode, { name, value }: Property, around: Surroundings): string[] {
  if (!NAME.test(name)) return [unwritable('property', name)];
  const tuples = decode(of, name, around);
  if (tuples === null) {
    const text = valueText(name, value);
    return [text === null ? `${name};` : `${name} = ${text};`];
  }
  return tuples.map((tuple, i) => {
    const lead = i === 0 ? `${name} =` : ' '.repeat(name.length + 2);
    return `${lead} <${tupleText(tuple)}>${i === tuples.length - 1 ? ';' : ','}${sizeComment(tuple)}`;
  });
}

const MASK = 0xffff_ffffn;

const tupleText = (tuple: Tuple): string =>
  tuple
    .map(({ cells, value }) => (cells === 1 ? hex(value) : `${hex(value >> 32n)} ${hex(value & MASK)}`))
    .join(' ');

function sizeComment(tuple: Tuple): string {
  const size = bytesOf(tuple);
  const kib = tuple.find(({ meaning }) => meaning === 'KiB');
  if (size === null) return '';
  return kib === undefined ? ` /* ${sizeText(size)} */` : ` /* ${kib.value} KiB = ${sizeText(size)} */`;
}

/** Stands in for what only a blob can hold; the name is shown without anything that could end the comment. */
const unwritable = (what: string, name: string): string =>
  `/* a ${what} whose name source text cannot hold: ${JSON.stringify(name).replaceAll('*/', '* /')} */`;

/** A block comment over whole lines; an end of comment within them is broken up. */
export const commentText = (lines: readonly string[]): string =>
  ['/*', ...lines.map((line) => ` * ${line.replaceAll('*/', '* /')}`.trimEnd()), ' */', ''].join('\n');

/** Where the entities of a plan stand in a text in which the block of the node at `path` begins at line `first`. */
export function entityLines(plan: Plan, block: Block, path: string, first: number): Map<EntityId, LineRange> {
  const nodes = new Map<string, EntityId>();
  const banks = new Map<string, readonly EntityId[]>([
    [`${CHOSEN} ${STATIC_HEAP}`, plan.heap.map(({ id }) => id)],
  ]);
  const own = ({ id }: { readonly id: EntityId }): void => {
    nodes.set(plan.paths.get(id) ?? '', id);
  };
  for (const domain of plan.domains) {
    [domain, ...domain.modules, ...domain.shared].forEach(own);
    const ids = domain.staticMem?.map(({ id }) => id) ?? [];
    banks.set(`${plan.paths.get(domain.id) ?? ''} ${STATIC_MEM}`, ids);
  }
  plan.dom0Modules.forEach(own);

  const lines = new Map<EntityId, LineRange>();
  const visit = (of: Block, at: string, top: number): void => {
    const id = nodes.get(at);
    if (id !== undefined) lines.set(id, { first: top, last: top + of.height - 1 });
    const next = new Map<string, number>();
    for (const [property, line] of of.banks) {
      const i = next.get(property) ?? 0;
      next.set(property, i + 1);
      const bank = banks.get(`${at} ${property}`)?.[i];
      if (bank !== undefined) lines.set(bank, { first: top + line, last: top + line });
    }
    for (const [name, line, child] of of.children) visit(child, childPath(at, name), top + line);
  };
  visit(block, path, first);
  return lines;
}
