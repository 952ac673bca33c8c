// Tree → source text for people: the numbers of Xen's properties grouped and with their sizes beside them, and for
// every entity the lines that speak of it.
//
// What is written of a node is kept with the node: at each step of a drag all nodes but one are the same objects.
import { below, ROOT, type Surroundings } from '../bindings/decode.ts';
import { XEN_TREE } from '../bindings/describe.ts';
import { CHOSEN } from '../bindings/plan.ts';
import { STATIC_HEAP } from '../bindings/static-heap.ts';
import { STATIC_MEM } from '../bindings/static-mem.ts';
import { xenBootargs } from '../bindings/xen-bootargs.ts';
import type { PrintNode } from '../devicetree/print/document.ts';
import type { Block } from '../devicetree/print/write.ts';
import { DOM0 } from '../model/dom0.ts';
import type { EntityId, Plan } from '../model/plan.ts';
import { childPath, type TreeNode } from '../model/tree.ts';

/** First and last line, counted from 1. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

export interface SourceText {
  readonly text: string;
  /** Where each entity stands: see entityLines. */
  readonly lines: ReadonlyMap<EntityId, LineRange>;
  /** The line of a property or, where the node lacks it, of the node; null for what this text leaves out. */
  readonly lineOf: (path: string, property?: string) => number | null;
}

const kept = new WeakMap<TreeNode, { readonly around: Surroundings; readonly written: PrintNode }>();

/** The written form of a node with all below it; `around` is what its own `reg` is read with. */
export function writtenNode(of: TreeNode, around: Surroundings = ROOT): PrintNode {
  const last = kept.get(of);
  if (last !== undefined && sameSurroundings(last.around, around)) return last.written;
  const inner = below(of, around);
  const written = {
    name: of.name,
    properties: of.properties.map((property) => XEN_TREE.property(of, property, around)),
    children: of.children.map((child) => writtenNode(child, inner)),
  };
  kept.set(of, { around, written });
  return written;
}

const sameSurroundings = (a: Surroundings, b: Surroundings): boolean =>
  a.cells.address === b.cells.address &&
  a.cells.size === b.cells.size &&
  a.rootCells.address === b.rootCells.address &&
  a.rootCells.size === b.rootCells.size;

/**
 * Where the entities of a plan stand in a text whose root block begins at line `first`: a domain, module or shared
 * memory region at its node, a bank at its line of the property, dom0 at Xen's command line.
 */
export function entityLines(plan: Plan, root: Block, first: number): Map<EntityId, LineRange> {
  const nodes = new Map<string, EntityId>();
  const banks = new Map<string, readonly EntityId[]>([
    [`${CHOSEN} ${STATIC_HEAP}`, plan.heap.map(({ id }) => id)],
    [`${CHOSEN} ${xenBootargs.name}`, [DOM0]],
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

  const found = new Map<EntityId, LineRange>();
  const visit = (of: Block, path: string, top: number): void => {
    const id = nodes.get(path);
    if (id !== undefined) found.set(id, { first: top, last: top + of.height - 1 });
    for (const { name, lines } of of.properties)
      for (const [i, bank] of banks.get(`${path} ${name}`)?.entries() ?? []) {
        const line = lines[i];
        if (line !== undefined) found.set(bank, { first: top + line, last: top + line });
      }
    for (const { name, line, block } of of.children) visit(block, childPath(path, name), top + line);
  };
  visit(root, '/', first);
  return found;
}

/** Line of a property, else of the node at `path`, in a text whose root block begins at line `first`; null when it has neither. */
export function lineIn(root: Block, first: number, path: string, property?: string): number | null {
  let [block, top] = [root, first];
  for (const name of path.split('/').filter((part) => part !== '')) {
    const child = block.children.find((one) => one.name === name);
    if (child === undefined) return null;
    [block, top] = [child.block, top + child.line];
  }
  return top + (block.properties.find(({ name }) => name === property)?.lines[0] ?? 0);
}
