// Text → Plan while somebody types: the entities of a tree that was read anew, under the ids they had before.
//
// Selection, undo and what is known of a module's file hang on ids, so an entity keeps its id as long as it can be told
// that it is the same: by its name, else by what it says, else by its place among those that are left.
import type { EntityId, Module, Plan, Region, SharedMemory } from '../model/plan.ts';
import { entityId } from '../model/plan.ts';
import type { Tree } from '../model/tree.ts';
import { planOf } from './plan.ts';

/**
 * The plan `tree` says, where `before` is the plan of the tree until now. What no tree says (board, load addresses,
 * module files, pins, wants) is carried over. `before` itself when the tree is the same object.
 */
export function reread(before: Plan, tree: Tree): Plan {
  if (tree === before.tree) return before;
  const read = planOf(tree, before.board, before.load);
  const names = new Names(before, read);
  const heap = names.all(before.heap, read.heap, REGION);
  const domains = names.all(before.domains, read.domains, [({ name }) => name]).map((domain) => {
    const old = before.domains.find(({ id }) => id === domain.id);
    return {
      ...domain,
      staticMem: domain.staticMem && names.all(old?.staticMem ?? [], domain.staticMem, REGION),
      modules: names.modules(old?.modules ?? [], domain.modules),
      shared: names.all(old?.shared ?? [], domain.shared, SHARED),
    };
  });
  const dom0Modules = names.modules(before.dom0Modules, read.dom0Modules);
  const { pinned, wants } = before;
  return { ...read, heap, domains, dom0Modules, paths: names.paths, pinned, wants, nextId: names.nextId };
}

type Entity = { readonly id: EntityId };
/** Signs by which an entity is known again, surest first. Whatever no sign tells apart goes by its place. */
type Signs<T> = readonly ((of: T) => string)[];

const place = ({ start, size }: Region): string => `${start} ${size}`;
const REGION: Signs<Region> = [place, ({ start }) => `${start}`, ({ size }) => `${size}`];
const MODULE: Signs<Module> = [
  (of) => `${of.kind} ${place(of)}`,
  ({ start }) => `${start}`,
  ({ kind }) => kind,
];
const SHARED: Signs<SharedMemory> = [({ shmId, role }) => `${shmId} ${role ?? ''}`, ({ shmId }) => shmId];

/** Hands the ids of before to the entities read; new ones get new ids. */
class Names {
  readonly paths = new Map<EntityId, string>();
  nextId: number;
  private readonly read: Plan;

  constructor(before: Plan, read: Plan) {
    this.nextId = before.nextId;
    this.read = read;
  }

  all<T extends Entity>(before: readonly T[], read: readonly T[], signs: Signs<T>): readonly T[] {
    const same = sameAs(before, read, [...signs, () => '']);
    return read.map((of) => {
      const id = same.get(of)?.id ?? this.next();
      const path = this.read.paths.get(of.id);
      if (path !== undefined) this.paths.set(id, path);
      return { ...of, id };
    });
  }

  modules(before: readonly Module[], read: readonly Module[]): readonly Module[] {
    return this.all(before, read, MODULE).map((module) => ({
      ...module,
      file: before.find(({ id }) => id === module.id)?.file ?? null,
    }));
  }

  private next(): EntityId {
    const id = entityId(this.nextId);
    this.nextId += 1;
    return id;
  }
}

/** For each of `read` the one of `before` that it is. */
function sameAs<T>(before: readonly T[], read: readonly T[], signs: Signs<T>): ReadonlyMap<T, T> {
  const same = new Map<T, T>();
  const free = new Set(before);
  for (const sign of signs) {
    const waiting = new Map<string, T[]>();
    for (const of of free) waiting.set(sign(of), [...(waiting.get(sign(of)) ?? []), of]);
    for (const of of read) {
      const found = same.has(of) ? undefined : waiting.get(sign(of))?.shift();
      if (found === undefined) continue;
      same.set(of, found);
      free.delete(found);
    }
  }
  return same;
}
