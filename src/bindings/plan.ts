// Tree → Plan: the entities of `/chosen` with their ids and places.
import type { Board } from '../model/board.ts';
import { type Cells, DEFAULT_CELLS } from '../model/cells.ts';
import { isDomainNode } from '../model/domain-nodes.ts';
import {
  type Domain,
  type EntityId,
  entityId,
  type Load,
  type Module,
  type Plan,
  type Region,
  type SharedMemory,
} from '../model/plan.ts';
import { NOTHING_WANTED } from '../model/need.ts';
import { NOTHING_PINNED } from '../model/pin.ts';
import type { Range } from '../model/range.ts';
import { childPath, findChild, type Tree, type TreeNode } from '../model/tree.ts';
import { childCellsOf } from './cells-in-force.ts';
import { readDomain } from './domain.ts';
import { readHost } from './host.ts';
import { type ModuleFacts, readModule } from './module.ts';
import { readShared, type SharedFacts } from './shared-mem.ts';
import { dom0Bootargs, xenBootargs } from './xen-bootargs.ts';
import { staticHeap } from './static-heap.ts';

export const CHOSEN = '/chosen';
const NOT_LOADED: Load = { xen: null, fdt: null };

/**
 * Reads the entities off a tree, with ids in document order. Properties are read as every release from 4.17 on
 * does. Nodes Xen would not understand (a module without `reg`, a shared memory node without an id) are no
 * entities; they stay in the tree.
 */
export function planOf(tree: Tree, board: Board, load: Load = NOT_LOADED): Plan {
  const chosen = findChild(tree.root, 'chosen');
  const rootCells = childCellsOf(tree.root, DEFAULT_CELLS);
  const reader = new Reader();
  const heap = chosen === undefined ? [] : reader.regions(staticHeap(rootCells).read(chosen), CHOSEN);
  const domains: Domain[] = [];
  const dom0Modules: Module[] = [];
  if (chosen !== undefined) {
    const cells = childCellsOf(chosen, rootCells);
    for (const child of chosen.children) {
      const path = childPath(CHOSEN, child.name);
      if (isDomainNode(child)) domains.push(reader.domain(child, path, cells));
      else {
        const module = readModule(child, cells);
        if (module !== null) dom0Modules.push(reader.module(module, path));
      }
    }
  }
  const { paths, nextId } = reader;
  return {
    board,
    tree,
    host: readHost(tree),
    load,
    heap,
    domains,
    dom0Modules,
    xenBootargs: chosen === undefined ? null : xenBootargs.read(chosen),
    dom0Bootargs: chosen === undefined ? null : dom0Bootargs.read(chosen),
    paths,
    pinned: NOTHING_PINNED,
    wants: NOTHING_WANTED,
    nextId,
  };
}

/** Hands out ids in the order of reading, and notes where each entity was read. */
class Reader {
  readonly paths = new Map<EntityId, string>();
  nextId = 1;

  #id(path: string): EntityId {
    const id = entityId(this.nextId);
    this.nextId += 1;
    this.paths.set(id, path);
    return id;
  }

  regions(ranges: readonly Range[], path: string): Region[] {
    return ranges.map(({ start, size }) => ({ id: this.#id(path), start, size }));
  }

  module(module: ModuleFacts, path: string): Module {
    return { id: this.#id(path), ...module, file: null };
  }

  #shared(shared: SharedFacts, path: string): SharedMemory {
    return { id: this.#id(path), ...shared };
  }

  domain(of: TreeNode, path: string, chosenCells: Cells): Domain {
    const id = this.#id(path);
    const facts = readDomain(of, chosenCells);
    const staticMem = facts.staticMem === null ? null : this.regions(facts.staticMem, path);
    const cells = childCellsOf(of, chosenCells);
    const modules: Module[] = [];
    const shared: SharedMemory[] = [];
    for (const child of of.children) {
      const at = childPath(path, child.name);
      const module = readModule(child, cells);
      const region = module === null ? readShared(child, cells) : null;
      if (module !== null) modules.push(this.module(module, at));
      else if (region !== null) shared.push(this.#shared(region, at));
    }
    return { id, ...facts, staticMem, modules, shared };
  }
}
