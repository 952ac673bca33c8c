// Generators of entities for property tests: small addresses and names, so that collisions of every kind occur.
import fc from 'fast-check';
import { addr, bytes, KiB } from '../model/addr.ts';
import {
  type Domain,
  type EntityId,
  entityId,
  type Module,
  type Plan,
  type Region,
  type SharedMemory,
} from '../model/plan.ts';

const at = fc.oneof(
  fc.bigInt(0n, 0xffffn).map((page) => page * 0x1000n),
  fc.constantFrom(0xffff_f000n, 0x1_0000_0000n, 0x8_8000_0000n),
);
const id = fc.constant('' as EntityId);
const region: fc.Arbitrary<Region> = fc.record({ id, start: at.map(addr), size: at.map(bytes) });

const module: fc.Arbitrary<Module> = fc.record({
  id,
  start: at.map(addr),
  size: at.map(bytes),
  kind: fc.constantFrom('kernel' as const, 'ramdisk' as const, 'device-tree' as const, 'other' as const),
  bootargs: fc.constantFrom(null, '', 'console=hvc0'),
  file: fc.constant(null),
});

const shared: fc.Arbitrary<SharedMemory> = fc.record({
  id,
  shmId: fc.constantFrom('ipc0', 'ipc1', 'a b'),
  host: fc.option(at.map(addr)),
  guest: at.map(addr),
  size: at.map(bytes),
  role: fc.constantFrom(null, 'owner' as const, 'borrower' as const),
});

const domain: fc.Arbitrary<Domain> = fc.record({
  id,
  name: fc.stringMatching(/^[a-z][\w.-]{0,60}$/),
  cpus: fc.nat(8),
  memory: fc.option(at.map((size) => bytes(size * KiB))),
  staticMem: fc.option(fc.array(region, { maxLength: 4 })),
  directMap: fc.boolean(),
  vpl011: fc.boolean(),
  modules: fc.array(module, { maxLength: 3 }),
  shared: fc.array(shared, { maxLength: 2 }),
});

export type Entities = Pick<Plan, 'heap' | 'domains' | 'dom0Modules' | 'xenBootargs' | 'dom0Bootargs'>;

const line = fc.constantFrom(null, '', 'dom0_mem=256M', 'console=dtuart dtuart=serial0 dom0_mem=1G');

export const arbitraryEntities: fc.Arbitrary<Entities> = fc.record({
  heap: fc.array(region, { maxLength: 3 }),
  domains: fc.uniqueArray(domain, { maxLength: 4, selector: ({ name }) => name }),
  dom0Modules: fc.array(module, { maxLength: 2 }),
  xenBootargs: line,
  dom0Bootargs: line,
});

/** The plan with these entities in place of its own, as new ones. */
export function withEntities(plan: Plan, entities: Entities): Plan {
  let n = plan.nextId;
  const fresh = <T extends { readonly id: EntityId }>(entity: T): T => ({ ...entity, id: entityId(n++) });
  return {
    ...plan,
    heap: entities.heap.map(fresh),
    domains: entities.domains.map((d) => ({
      ...fresh(d),
      staticMem: d.staticMem?.map(fresh) ?? null,
      modules: d.modules.map(fresh),
      shared: d.shared.map(fresh),
    })),
    dom0Modules: entities.dom0Modules.map(fresh),
    xenBootargs: entities.xenBootargs,
    dom0Bootargs: entities.dom0Bootargs,
    nextId: n,
  };
}

/** What people see of a plan's entities: everything but the ids. */
export function withoutIds({ heap, domains, dom0Modules, xenBootargs, dom0Bootargs }: Entities): unknown {
  const bare = ({ id: _id, ...rest }: { readonly id: EntityId }): unknown => rest;
  return {
    heap: heap.map(bare),
    domains: domains.map((d) => ({
      ...(bare(d) as object),
      staticMem: d.staticMem?.map(bare) ?? null,
      modules: d.modules.map(bare),
      shared: d.shared.map(bare),
    })),
    dom0Modules: dom0Modules.map(bare),
    xenBootargs,
    dom0Bootargs,
  };
}
