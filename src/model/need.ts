// What a person needs placed, and how: kept in the design beside what is placed, since no device tree has words for it.
import type { Addr, Bytes } from './addr.ts';
import { ANY_LOADER, type Loader } from './loader.ts';
import type { EntityId, ModuleKind, Plan } from './plan.ts';
import type { Range } from './range.ts';

/** What is to be placed. */
export type NeedFor =
  /** Static memory of a domain, on top of what it has. */
  | { readonly kind: 'memory'; readonly domain: EntityId }
  /** Static heap of Xen. */
  | { readonly kind: 'heap' }
  /** A file the boot loader loads; `domain` null: for dom0. */
  | { readonly kind: 'module'; readonly domain: EntityId | null; readonly module: ModuleKind }
  /** Something that has a place or could have one, such as a bank or shared memory: wishes about it. Its size is its own. */
  | { readonly kind: 'entity'; readonly entity: EntityId };

/** Nothing is asked for where a field is null. */
export interface Need {
  readonly id: EntityId;
  readonly for: NeedFor;
  /** What it must have at least; nobody asks for an `entity`. */
  readonly size: Bytes;
  /** What it would like to have at most: as much of it as there is room for. */
  readonly most: Bytes | null;
  /** Into how many banks it may be cut at most. */
  readonly banks: number;
  /** Its start must be a multiple of this, a power of two of at least a page, … */
  readonly align: Bytes | null;
  /** … and would better be a multiple of this one. */
  readonly wish: Bytes | null;
  /** Host physical. */
  readonly at: Addr | null;
  /** In RAM banks with this tag, or in the one of this number. */
  readonly ram: string | null;
  /** Addresses that devices reach, host physical. */
  readonly reach: Range | null;
  /** Path of a device or a bus: addresses that it reaches by the board's `dma-ranges`. */
  readonly dma: string | null;
  /** Needs or entities it must touch. */
  readonly nextTo: readonly EntityId[];
  /** What must lie so far from it at least; `from` null: anything else. */
  readonly apart: readonly { readonly from: EntityId | null; readonly gap: Bytes }[];
}

/** All that is wanted of a design's placement. */
export interface Wants {
  readonly needs: readonly Need[];
  /** What people call banks of RAM, such as `fast`, by the bank's index. */
  readonly tags: readonly (readonly string[])[];
  readonly loader: Loader;
}

export const NOTHING_WANTED: Wants = { needs: [], tags: [], loader: ANY_LOADER };

/** A need of so many bytes with nothing else asked for. */
export const plainNeed = (id: EntityId, what: NeedFor, size: Bytes): Need => ({
  id,
  for: what,
  size,
  most: null,
  banks: 1,
  align: null,
  wish: null,
  at: null,
  ram: null,
  reach: null,
  dma: null,
  nextTo: [],
  apart: [],
});

/** Other rules for boot files. */
export const setLoader = (plan: Plan, loader: Loader): Plan => ({
  ...plan,
  wants: { ...plan.wants, loader },
});

/** Adds a need, without a place yet; the need's own id is given here. */
export function addNeed(plan: Plan, need: Omit<Need, 'id'>): Plan {
  const id = `e${plan.nextId}` as EntityId;
  const wants = { ...plan.wants, needs: [...plan.wants.needs, { ...need, id }] };
  return { ...plan, wants, nextId: plan.nextId + 1 };
}

/** Takes needs out; the same plan when there are none of these ids. */
export function removeNeeds(plan: Plan, ids: readonly EntityId[]): Plan {
  const needs = plan.wants.needs.filter(({ id }) => !ids.includes(id));
  return needs.length === plan.wants.needs.length ? plan : { ...plan, wants: { ...plan.wants, needs } };
}

/** Asks something else of a need that is there; the same plan when there is none of this id. */
export function changeNeed(plan: Plan, id: EntityId, to: Omit<Need, 'id'>): Plan {
  const { needs } = plan.wants;
  if (!needs.some((need) => need.id === id)) return plan;
  return {
    ...plan,
    wants: { ...plan.wants, needs: needs.map((need) => (need.id === id ? { ...to, id } : need)) },
  };
}
