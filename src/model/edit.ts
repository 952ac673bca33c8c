// The edits people make to a plan's entities: pure, Plan in and Plan out, the same Plan when nothing changes.
// They leave the tree as it was; `bindings.settle` writes the change into it.
import { type Addr, type Bytes, bytes, MiB } from './addr.ts';
import { DOM0, dom0Memory, setDom0Memory, withoutDom0 } from './dom0.ts';
import { FDT_BLOB, XEN_IMAGE } from './entities.ts';
import { pinsWithout } from './pin.ts';
import {
  type Domain,
  type EntityId,
  entityId,
  type Load,
  type Module,
  type ModuleFile,
  type ModuleKind,
  type Plan,
  type Region,
  type SharedMemory,
} from './plan.ts';
import { type Range, sameRange, totalSize } from './range.ts';

/** RAM of a domain that has just been added and has no bank yet: Xen would take it from its heap. */
export const NEW_DOMAIN_MEMORY: Bytes = bytes(256n * MiB);

/** `items` with `change` applied to each; the same array when every item stayed the same object. */
export function mapSame<T>(items: readonly T[], change: (item: T) => T): readonly T[] {
  const next = items.map(change);
  return next.every((item, i) => item === items[i]) ? items : next;
}

/** `of` with these fields; the same object when it has them already. */
export function withFields<T extends object>(of: T, fields: NoInfer<Partial<T>>): T {
  const changed = (Object.keys(fields) as (keyof T)[]).some((key) => fields[key] !== of[key]);
  return changed ? { ...of, ...fields } : of;
}

const without = <T extends { readonly id: EntityId }>(
  items: readonly T[],
  ids: ReadonlySet<EntityId>,
): readonly T[] =>
  items.some((item) => ids.has(item.id)) ? items.filter((item) => !ids.has(item.id)) : items;

/** New host physical ranges of entities. */
export type Places = ReadonlyMap<EntityId, Range>;

function inPlace<T extends Range & { readonly id: EntityId }>(item: T, places: Places): T {
  const to = places.get(item.id);
  return to === undefined || sameRange(item, to) ? item : { ...item, start: to.start, size: to.size };
}

/**
 * Replaces a domain's banks and keeps `memory` in step: a sum that matched before matches after. Xen demands
 * that the two are equal, so only a mismatch somebody made on purpose is left alone.
 */
export function withBanks(domain: Domain, banks: readonly Region[] | null): Domain {
  if (banks === domain.staticMem) return domain;
  const inStep = domain.staticMem === null || domain.memory === totalSize(domain.staticMem);
  const memory = inStep && banks !== null && banks.length > 0 ? totalSize(banks) : domain.memory;
  return { ...domain, staticMem: banks, memory };
}

export function mapDomains(plan: Plan, change: (domain: Domain) => Domain): Plan {
  const domains = mapSame(plan.domains, change);
  return domains === plan.domains ? plan : { ...plan, domains };
}

/** Gives a heap bank, static bank, module, shared memory, Xen's image or the blob a new host physical range. */
export const placeAt = (plan: Plan, id: EntityId, to: Range): Plan => placeAll(plan, new Map([[id, to]]));

/** Under direct-map the guest finds shared memory where the host has it, as its banks; unless it does not do so before. */
const sharedAt = ({ directMap }: Domain, { host, guest }: SharedMemory, { start, size }: Range) => ({
  host: start,
  guest: directMap && guest === host ? start : guest,
  size,
});

/** The same for many at once. */
export function placeAll(plan: Plan, places: Places): Plan {
  const loaded = setLoad(plan, {
    xen: places.get(XEN_IMAGE) ?? plan.load.xen,
    fdt: places.get(FDT_BLOB) ?? plan.load.fdt,
  });
  const heap = mapSame(plan.heap, (region) => inPlace(region, places));
  const dom0Modules = mapSame(plan.dom0Modules, (module) => inPlace(module, places));
  const moved =
    heap === plan.heap && dom0Modules === plan.dom0Modules ? loaded : { ...loaded, heap, dom0Modules };
  return mapDomains(moved, (domain) => {
    const banks =
      domain.staticMem === null ? null : mapSame(domain.staticMem, (region) => inPlace(region, places));
    const modules = mapSame(domain.modules, (module) => inPlace(module, places));
    const shared = mapSame(domain.shared, (shm) => {
      const to = places.get(shm.id);
      return to === undefined ? shm : withFields(shm, sharedAt(domain, shm, to));
    });
    const next = withBanks(domain, banks);
    return modules === domain.modules && shared === domain.shared ? next : { ...next, modules, shared };
  });
}

/** Replaces the load addresses; one that is not known any more is not pinned either. */
export function setLoad(plan: Plan, load: Load): Plan {
  if (same(plan.load.xen, load.xen) && same(plan.load.fdt, load.fdt)) return plan;
  const unknown = [...(load.xen === null ? [XEN_IMAGE] : []), ...(load.fdt === null ? [FDT_BLOB] : [])];
  return { ...plan, load, pinned: pinsWithout(plan.pinned, unknown) };
}

const same = (a: Range | null, b: Range | null): boolean =>
  a === b || (a !== null && b !== null && sameRange(a, b));

/** What an edit that adds something answers: the plan, and the id of what is new. */
export interface Added {
  readonly plan: Plan;
  readonly id: EntityId;
}

/** Appends a bank to Xen's static heap. */
export function addHeapBank(plan: Plan, at: Range): Added {
  const id = entityId(plan.nextId);
  return {
    id,
    plan: { ...plan, heap: [...plan.heap, { id, start: at.start, size: at.size }], nextId: plan.nextId + 1 },
  };
}

/** The first `domU<n>` no domain has. */
export function freeDomainName(plan: Plan): string {
  const taken = new Set(plan.domains.map((domain) => domain.name));
  let n = plan.domains.length + 1;
  while (taken.has(`domU${n}`)) n += 1;
  return `domU${n}`;
}

/** Appends a domain with one vCPU, a vPL011 and no banks: until it is given one, Xen takes its RAM from the heap. */
export function addDomain(plan: Plan, name = freeDomainName(plan)): Added {
  const id = entityId(plan.nextId);
  const domain: Domain = {
    id,
    name,
    cpus: 1,
    memory: NEW_DOMAIN_MEMORY,
    staticMem: null,
    directMap: false,
    vpl011: true,
    modules: [],
    shared: [],
  };
  return { id, plan: { ...plan, domains: [...plan.domains, domain], nextId: plan.nextId + 1 } };
}

/** Appends a bank to a domain's static memory; the first one makes its RAM static. */
export function addBank(plan: Plan, domain: EntityId, at: Range): Added {
  const id = entityId(plan.nextId);
  const next = mapDomains(plan, (d) =>
    d.id === domain ? withBanks(d, [...(d.staticMem ?? []), { id, start: at.start, size: at.size }]) : d,
  );
  return { id, plan: { ...next, nextId: plan.nextId + 1 } };
}

/** A boot module to add; its range is host physical. */
export interface NewModule {
  readonly kind: ModuleKind;
  readonly range: Range;
  readonly file: ModuleFile | null;
  readonly bootargs?: string;
}

/** Appends a boot module to a domain, or to dom0 when `domain` is null. */
export function addModule(plan: Plan, domain: EntityId | null, what: NewModule): Added {
  const id = entityId(plan.nextId);
  const module: Module = {
    id,
    kind: what.kind,
    start: what.range.start,
    size: what.range.size,
    bootargs: what.bootargs ?? null,
    file: what.file,
  };
  const next =
    domain === null
      ? { ...plan, dom0Modules: [...plan.dom0Modules, module] }
      : mapDomains(plan, (d) => (d.id === domain ? { ...d, modules: [...d.modules, module] } : d));
  return { id, plan: { ...next, nextId: plan.nextId + 1 } };
}

/** What dom0 gets unless its memory is stated, as Xen gives it anyway when nothing is. */
const NEW_DOM0_MEMORY: Bytes = bytes(512n * MiB);

/** Makes a dom0: a kernel under `/chosen`, and `dom0_mem` where Xen's command line does not have it yet. */
export function addDom0(plan: Plan, kernel: Range): Plan {
  const { plan: next } = addModule(plan, null, { kind: 'kernel', range: kernel, file: null });
  return dom0Memory(next) === null ? setDom0Memory(next, NEW_DOM0_MEMORY) : next;
}

/** Fields of a domain that are set as a whole. Banks and modules have edits of their own. */
export type DomainFields = Partial<
  Pick<Domain, 'name' | 'cpus' | 'memory' | 'directMap' | 'vpl011' | 'staticMem'>
>;

export const updateDomain = (plan: Plan, id: EntityId, fields: DomainFields): Plan =>
  mapDomains(plan, (domain) => (domain.id === id ? withFields(domain, fields) : domain));

export type ModuleFields = Partial<Pick<Module, 'kind' | 'bootargs' | 'file' | 'start' | 'size'>>;

export function updateModule(plan: Plan, id: EntityId, fields: ModuleFields): Plan {
  const change = (module: Module): Module => (module.id === id ? withFields(module, fields) : module);
  const dom0Modules = mapSame(plan.dom0Modules, change);
  const next = dom0Modules === plan.dom0Modules ? plan : { ...plan, dom0Modules };
  return mapDomains(next, (domain) => {
    const modules = mapSame(domain.modules, change);
    return modules === domain.modules ? domain : { ...domain, modules };
  });
}

/** Hands a boot module on to a domain, or to dom0 when `to` is null, as its last; who has it already keeps it where it is. */
export function giveModule(plan: Plan, id: EntityId, to: EntityId | null): Plan {
  const all = [...plan.dom0Modules, ...plan.domains.flatMap(({ modules }) => modules)];
  const module = all.find((one) => one.id === id);
  const taker = to === null ? plan.dom0Modules : plan.domains.find((domain) => domain.id === to)?.modules;
  if (module === undefined || taker === undefined || taker.includes(module)) return plan;
  const rest = remove(plan, [id]);
  return to === null
    ? { ...rest, dom0Modules: [...rest.dom0Modules, module] }
    : mapDomains(rest, (d) => (d.id === to ? { ...d, modules: [...d.modules, module] } : d));
}

/**
 * Takes entities out: a domain, or dom0, goes with all that is its own; the last bank of a domain turns its RAM back to
 * Xen's heap; the Xen image and the blob become "not known". RAM banks, reservations and devices stay: they are
 * the board's.
 */
export function remove(plan: Plan, ids: readonly EntityId[]): Plan {
  const gone = new Set(ids);
  if (gone.delete(DOM0)) return remove(withoutDom0(plan), [...gone]);
  const load: Load = {
    xen: gone.has(XEN_IMAGE) ? null : plan.load.xen,
    fdt: gone.has(FDT_BLOB) ? null : plan.load.fdt,
  };
  const heap = without(plan.heap, gone);
  const dom0Modules = without(plan.dom0Modules, gone);
  const kept = without(plan.domains, gone);
  const domains = mapSame(kept, (domain) => {
    const banks = domain.staticMem === null ? null : without(domain.staticMem, gone);
    const modules = without(domain.modules, gone);
    const shared = without(domain.shared, gone);
    const next = withBanks(domain, banks !== domain.staticMem && banks?.length === 0 ? null : banks);
    return modules === domain.modules && shared === domain.shared ? next : { ...next, modules, shared };
  });
  const loaded = setLoad(plan, load);
  return heap === plan.heap && dom0Modules === plan.dom0Modules && domains === plan.domains
    ? loaded
    : { ...loaded, heap, dom0Modules, domains };
}

/** Moves a range so that it starts at `start`, keeping its size. */
export const startingAt = (at: Range, start: Addr): Range => ({ start, size: at.size });
