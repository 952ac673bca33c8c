// Plan → tree: writes the entities into `/chosen` so that tree and entities say the same again.
//
// What already says so keeps its very bytes, whatever their form; what is not ours (unknown properties and nodes,
// order) stays. An unchanged node is the same object, an unchanged plan is the same plan.
import { type Cells, DEFAULT_CELLS } from '../model/cells.ts';
import { domainNodesOf } from '../model/domain-nodes.ts';
import { Kept } from '../model/kept.ts';
import type { Domain, EntityId, Module, Plan } from '../model/plan.ts';
import type { Release } from '../model/release.ts';
import { ok, type Result } from '../model/result.ts';
import { childPath, findChild, node, type Tree, type TreeNode } from '../model/tree.ts';
import { childCellsOf, rangeFits, WIDE } from './cells-in-force.ts';
import { settleDomainProperties } from './domain.ts';
import { settleField } from './field.ts';
import { readHost } from './host.ts';
import { isModuleNode, readModule, settleModule } from './module.ts';
import { arrange, freeName, type Wanted, withChildren, withName } from './node-edit.ts';
import { CHOSEN } from './plan.ts';
import { placeFits, readShared, settleShared } from './shared-mem.ts';
import { staticHeap } from './static-heap.ts';
import { unwritable } from './unwritable.ts';
import { recoded, widen } from './widen.ts';
import { dom0Bootargs, xenBootargs } from './xen-bootargs.ts';

/**
 * The plan with its tree brought up to its entities, as `release` wants it written. Fails, naming the entity, when
 * a value cannot be written into a device tree without loss.
 */
export function settle(plan: Plan, release: Release): Result<Plan> {
  if (settledFor.get(plan) === release) return ok(plan);
  const result = settleAnew(plan, release);
  if (result.ok) settledFor.set(result.value, release);
  return result;
}

/** Plans known to be settled, and for which release: settling one again changes nothing. */
const settledFor = new WeakMap<Plan, Release>();

function settleAnew(plan: Plan, release: Release): Result<Plan> {
  const problem = unwritable(plan);
  if (problem !== null) return { ok: false, problem };
  const root = plan.tree.root;
  const rootCells = childCellsOf(root, DEFAULT_CELLS);
  const old = findChild(root, 'chosen');
  const { chosen, places } = settleChosen(old ?? node('chosen'), plan, rootCells, release);
  const isEmpty = chosen.properties.length === 0 && chosen.children.length === 0;
  const tree = old === undefined && isEmpty ? plan.tree : withChosen(plan.tree, old, chosen);
  const { paths } = places;
  if (tree === plan.tree && paths === plan.paths) return ok(plan);
  // The command line names Xen's console, which is a fact of the host.
  const sameLine = old !== undefined && xenBootargs.read(old) === xenBootargs.read(chosen);
  const host = sameLine || tree === plan.tree ? plan.host : readHost(tree);
  return ok({ ...plan, tree, host, paths });
}

function withChosen(tree: Tree, old: TreeNode | undefined, chosen: TreeNode): Tree {
  if (chosen === old) return tree;
  const children = tree.root.children;
  const next =
    old === undefined ? [...children, chosen] : children.map((child) => (child === old ? chosen : child));
  return { ...tree, root: { ...tree.root, children: next } };
}

const ORDER = ['#address-cells', '#size-cells', xenBootargs.name, dom0Bootargs.name];

interface Settled {
  readonly chosen: TreeNode;
  readonly places: Places;
}

type Paths = ReadonlyMap<EntityId, string>;

/** Which paths some were found to be all among. */
const among = new WeakMap<Paths, Paths>();

function areAmong(part: Paths, all: Paths): boolean {
  if (among.get(part) === all) return true;
  for (const [id, path] of part) if (all.get(id) !== path) return false;
  among.set(part, all);
  return true;
}

/** Where entities come to stand, part by part. */
class Places {
  readonly #before: Paths;
  readonly #parts: Paths[] = [];
  #count = 0;
  #same = true;

  constructor(before: Paths) {
    this.#before = before;
  }

  add(part: Paths): void {
    this.#parts.push(part);
    this.#count += part.size;
    this.#same &&= areAmong(part, this.#before);
  }

  /** All of them: those of before where nothing has another place. */
  get paths(): Paths {
    if (this.#same && this.#count === this.#before.size) return this.#before;
    const all = new Map<EntityId, string>();
    for (const part of this.#parts) for (const [id, path] of part) all.set(id, path);
    return all;
  }
}

function settleChosen(old: TreeNode, plan: Plan, rootCells: Cells, release: Release): Settled {
  const lined = settleField(
    settleField(old, xenBootargs, plan.xenBootargs, ORDER),
    dom0Bootargs,
    plan.dom0Bootargs,
    ORDER,
  );
  const heaped = settleField(lined, staticHeap(rootCells), plan.heap, ['#address-cells', '#size-cells']);
  const stated = childCellsOf(heaped, { address: 0, size: 0 });
  const cells = childCellsOf(heaped, rootCells);
  if (needsNoMore(plan, cells)) {
    const settled = writeChosen(heaped, cells, plan, release);
    if ((stated.address > 0 && stated.size > 0) || settled.chosen === heaped) return settled;
  }
  return writeChosen(widen(heaped, rootCells), WIDE, plan, release);
}

/** Whether everything that is written in `/chosen`'s cells fits them. */
const needsNoMore = (plan: Plan, cells: Cells): boolean =>
  plan.domains.every((domain) => banksFit(domain, cells)) &&
  plan.dom0Modules.every((module) => rangeFits(module, cells));

const fitting = new Kept<Domain, boolean>();
const banksFit = (domain: Domain, cells: Cells): boolean =>
  fitting.of(domain, [cells.address, cells.size], () =>
    (domain.staticMem ?? []).every((bank) => rangeFits(bank, cells)),
  );

function writeChosen(of: TreeNode, cells: Cells, plan: Plan, release: Release): Settled {
  const places = new Places(plan.paths);
  const paths = new Map<EntityId, string>();
  for (const bank of plan.heap) paths.set(bank.id, CHOSEN);

  const domainNodes = domainNodesOf(of);
  const isDomain = new Set(domainNodes);
  const moduleNodes = of.children.filter(
    (child) => !isDomain.has(child) && readModule(child, cells) !== null,
  );
  const domains = origins(plan.domains, domainNodes, CHOSEN, plan.paths).map(([domain, from]) => ({
    from,
    to: writeDomain(from, cells, domain, release, plan, places),
  }));
  const withDomains = arrange(of.children, isDomain, domains, 'last');
  const modules = origins(plan.dom0Modules, moduleNodes, CHOSEN, plan.paths).map(([module, from]) => ({
    from,
    to: settleModule(from ?? handedOn(plan, module, cells), cells, module),
  }));
  const children = place(withDomains, moduleNodes, modules, plan.dom0Modules, CHOSEN, 'first', paths);
  places.add(paths);
  return { chosen: withChildren(of, children), places };
}

/** What a domain was last written as, and under which conditions: writing it again would give the same node. */
interface Written {
  readonly node: TreeNode;
  readonly cells: Cells;
  readonly release: Release;
  readonly paths: Paths;
}
const lastWritten = new WeakMap<Domain, Written>();

/** Writes a domain, or finds that nothing about it has changed: at each step of a drag all but one have not. */
function writeDomain(
  old: TreeNode | undefined,
  cells: Cells,
  domain: Domain,
  release: Release,
  plan: Plan,
  places: Places,
): TreeNode {
  let last = lastWritten.get(domain);
  if (last?.node !== old || last?.release !== release || !sameCells(last.cells, cells)) {
    const own = new Map<EntityId, string>();
    last = { node: writeAnew(old, cells, domain, release, plan, own), cells, release, paths: own };
    lastWritten.set(domain, last);
  }
  places.add(last.paths);
  return last.node;
}

const sameCells = (a: Cells, b: Cells): boolean => a.address === b.address && a.size === b.size;

function writeAnew(
  old: TreeNode | undefined,
  chosenCells: Cells,
  domain: Domain,
  release: Release,
  plan: Plan,
  paths: Map<EntityId, string>,
): TreeNode {
  const { paths: before } = plan;
  const path = childPath(CHOSEN, domain.name);
  const wasAt = before.get(domain.id) ?? path;
  for (const { id } of [domain, ...(domain.staticMem ?? [])]) paths.set(id, path);

  let of = settleDomainProperties(old, chosenCells, release, domain);
  const narrow = childCellsOf(of, chosenCells);
  const fits =
    domain.modules.every((module) => rangeFits(module, narrow)) &&
    domain.shared.every((shared) => placeFits(shared, narrow));
  if (!fits) of = widen(of, chosenCells);
  const cells = childCellsOf(of, chosenCells);

  const moduleNodes = of.children.filter((child) => readModule(child, cells) !== null);
  const modules = origins(domain.modules, moduleNodes, wasAt, before).map(([module, from]) => ({
    from,
    to: settleModule(from ?? handedOn(plan, module, cells), cells, module),
  }));
  const isModule = new Set(moduleNodes);
  const sharedNodes = of.children.filter(
    (child) => !isModule.has(child) && readShared(child, cells) !== null,
  );
  const shared = origins(domain.shared, sharedNodes, wasAt, before).map(([region, from]) => ({
    from,
    to: settleShared(from, cells, region),
  }));
  const withModules = place(of.children, moduleNodes, modules, domain.modules, path, 'last', paths);
  return withChildren(of, place(withModules, sharedNodes, shared, domain.shared, path, 'last', paths));
}

/** The node of a module that another had before, in the cells of who has it now. */
function handedOn({ tree, paths }: Plan, { id }: Module, cells: Cells): TreeNode | undefined {
  const path = paths.get(id);
  if (path === undefined) return undefined;
  let at: TreeNode | undefined = tree.root;
  let old = DEFAULT_CELLS;
  for (const name of path.split('/').slice(1)) {
    if (at === undefined) return undefined;
    old = childCellsOf(at, old);
    at = findChild(at, name);
  }
  return at !== undefined && isModuleNode(at) ? recoded(at, old, cells) : undefined;
}

interface Identified {
  readonly id: EntityId;
}

/** Each entity with the node it was read from or last written to, among the children of `parent`. */
function origins<T extends Identified>(
  entities: readonly T[],
  nodes: readonly TreeNode[],
  parent: string,
  before: ReadonlyMap<EntityId, string>,
): (readonly [T, TreeNode | undefined])[] {
  if (standInOrder(entities, nodes, parent, before)) return entities.map((entity, i) => [entity, nodes[i]]);
  const byPath = new Map<string, TreeNode[]>();
  for (const of of nodes.toReversed()) {
    const path = childPath(parent, of.name);
    const same = byPath.get(path);
    if (same === undefined) byPath.set(path, [of]);
    else same.push(of);
  }
  return entities.map((entity) => [entity, byPath.get(before.get(entity.id) ?? '')?.pop()]);
}

/** Whether each was last at the place of the node that is there now: so most often, and nothing has to be looked for. */
const standInOrder = (
  entities: readonly Identified[],
  nodes: readonly TreeNode[],
  parent: string,
  before: ReadonlyMap<EntityId, string>,
): boolean =>
  entities.length === nodes.length &&
  entities.every(({ id }, i) => before.get(id) === childPath(parent, nodes[i]?.name ?? ''));

/** Puts the nodes of `entities` among the children, under names of their own, and notes where each stands. */
function place(
  children: readonly TreeNode[],
  ours: readonly TreeNode[],
  wanted: readonly Wanted[],
  entities: readonly Identified[],
  parent: string,
  whenAlone: 'first' | 'last',
  paths: Map<EntityId, string>,
): readonly TreeNode[] {
  if (ours.length === 0 && wanted.length === 0) return children;
  const mine = new Set(ours);
  const keeps = ({ from, to }: Wanted): boolean => from?.name === to.name;
  const taken = new Set(children.filter((child) => !mine.has(child)).map((child) => child.name));
  for (const one of wanted) if (keeps(one)) taken.add(one.to.name);
  const named = wanted.map((one, i) => {
    const name = keeps(one) ? one.to.name : freeName(one.to.name, taken);
    taken.add(name);
    const entity = entities[i];
    if (entity !== undefined) paths.set(entity.id, childPath(parent, name));
    return { from: one.from, to: withName(one.to, name) };
  });
  return arrange(children, mine, named, whenAlone);
}
