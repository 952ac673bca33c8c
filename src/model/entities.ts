// Finding the entities of a plan by id, and naming them the way people and findings do.
import { bytes, type Addr } from './addr.ts';
import type { Device, Reserved } from './board.ts';
import { DOM0, DOM0_NAME, hasDom0 } from './dom0.ts';
import type { Domain, EntityId, Module, Plan, Region, SharedMemory } from './plan.ts';
import { type Range, range } from './range.ts';

/** Ids of what every plan has without having been added. */
export const XEN_IMAGE = 'xen' as EntityId;
export const FDT_BLOB = 'fdt' as EntityId;
export const ramId = (index: number): EntityId => `ram${index}` as EntityId;
export const reservedId = (index: number): EntityId => `resv${index}` as EntityId;
export const deviceId = (index: number): EntityId => `dev${index}` as EntityId;

/** Anything that can be selected. `index` is the position in its list, which is the order of its property. */
export type Entity =
  | { readonly kind: 'heap'; readonly index: number; readonly region: Region }
  | { readonly kind: 'domain'; readonly index: number; readonly domain: Domain }
  | { readonly kind: 'bank'; readonly index: number; readonly domain: Domain; readonly region: Region }
  | { readonly kind: 'dom0' }
  /** `domain` is null for dom0's modules. */
  | {
      readonly kind: 'module';
      readonly index: number;
      readonly domain: Domain | null;
      readonly module: Module;
    }
  | {
      readonly kind: 'shared';
      readonly index: number;
      readonly domain: Domain;
      readonly shared: SharedMemory;
    }
  | { readonly kind: 'xen' | 'fdt'; readonly range: Range }
  | { readonly kind: 'ram'; readonly index: number; readonly range: Range }
  | { readonly kind: 'reserved'; readonly index: number; readonly reserved: Reserved }
  | { readonly kind: 'device'; readonly index: number; readonly device: Device };

/** Every entity with its id, in the order of the screen: hardware, Xen, dom0, domains, each with what belongs to it. */
export function* entities(plan: Plan): Generator<readonly [EntityId, Entity]> {
  for (const [index, bank] of plan.host.memory.entries())
    yield [ramId(index), { kind: 'ram', index, range: bank }];
  for (const [index, reserved] of plan.host.reserved.entries())
    yield [reservedId(index), { kind: 'reserved', index, reserved }];
  for (const [index, device] of plan.host.devices.entries())
    yield [deviceId(index), { kind: 'device', index, device }];
  if (plan.load.xen !== null) yield [XEN_IMAGE, { kind: 'xen', range: plan.load.xen }];
  if (plan.load.fdt !== null) yield [FDT_BLOB, { kind: 'fdt', range: plan.load.fdt }];
  for (const [index, region] of plan.heap.entries()) yield [region.id, { kind: 'heap', index, region }];
  if (hasDom0(plan)) yield [DOM0, { kind: 'dom0' }];
  for (const [index, module] of plan.dom0Modules.entries())
    yield [module.id, { kind: 'module', index, domain: null, module }];
  for (const [index, domain] of plan.domains.entries()) {
    yield [domain.id, { kind: 'domain', index, domain }];
    for (const [i, region] of (domain.staticMem ?? []).entries())
      yield [region.id, { kind: 'bank', index: i, domain, region }];
    for (const [i, module] of domain.modules.entries())
      yield [module.id, { kind: 'module', index: i, domain, module }];
    for (const [i, shared] of domain.shared.entries())
      yield [shared.id, { kind: 'shared', index: i, domain, shared }];
  }
}

/** The entity named by `id`, or undefined when the plan has no such thing (any more). */
export function findEntity(plan: Plan, id: EntityId): Entity | undefined {
  for (const [other, entity] of entities(plan)) if (other === id) return entity;
  return undefined;
}

/** The host physical range an entity occupies; null for domains, and for what has no fixed host address. */
export function hostRange(entity: Entity): Range | null {
  switch (entity.kind) {
    case 'heap':
    case 'bank':
      return entity.region;
    case 'module':
      return entity.module;
    case 'xen':
    case 'fdt':
    case 'ram':
      return entity.range;
    case 'shared':
      return entity.shared.host === null ? null : { start: entity.shared.host, size: entity.shared.size };
    case 'reserved':
      return ofParts(entity.reserved.start, entity.reserved.size);
    case 'device':
      return ofParts(entity.device.start, entity.device.size);
    case 'domain':
    case 'dom0':
      return null;
  }
}

const ofParts = (start: Addr | null, size: bigint): Range | null =>
  start === null ? null : range(start, bytes(size));

/** `domU1 bank 0`, `static heap`, `domU1 kernel`, `Xen image` …: what findings, lists and spoken text call it. */
export function entityLabel(plan: Plan, entity: Entity): string {
  switch (entity.kind) {
    case 'heap':
      return plan.heap.length > 1 ? `static heap bank ${entity.index}` : 'static heap';
    case 'domain':
      return entity.domain.name;
    case 'dom0':
      return DOM0_NAME;
    case 'bank':
      return `${entity.domain.name} bank ${entity.index}`;
    case 'module':
      return `${entity.domain?.name ?? DOM0_NAME} ${entity.module.kind === 'other' ? 'module' : entity.module.kind}`;
    case 'shared':
      return `shared memory ${entity.shared.shmId}`;
    case 'xen':
      return 'Xen image';
    case 'fdt':
      return 'device tree blob';
    case 'ram':
      return `RAM bank ${entity.index}`;
    case 'reserved':
      return entity.reserved.path;
    case 'device':
      return entity.device.path;
  }
}
