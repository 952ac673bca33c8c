// A plan and what is wanted of it as a problem for the solver, and which demand stands for what.
//
// Everything that has a place is a demand that would like to keep it; what is wanted besides comes from `plan.wants`; the rest
// follows from the plan, its board and the release: direct mapping, whose kernel needs what, what devices and Xen itself need.
import { entities, type Entity, entityLabel, findEntity, hostRange } from '../../model/entities.ts';
import type { Need } from '../../model/need.ts';
import type { Domain, EntityId, Plan } from '../../model/plan.ts';
import { type Range, range, totalSize } from '../../model/range.ts';
import type { Target } from '../../model/target.ts';
import { behavioursOf } from '../boot/behaviours.ts';
import { GUEST_GRANT, GUEST_RAM } from '../boot/guest-layout.ts';
import { sizesOf, unitOf } from './amounts.ts';
import type { Run } from './imagebuilder.ts';
import { alignmentOf, inside, LOW, MIB, pageOf, pagesOf, spanOf } from './page-frames.ts';
import { BARE, common, type Demand, type Problem, type Span, without } from './problem.ts';
import { loadedRuns } from './loaded-runs.ts';
import { leastHeap, type Rooms, roomsOf } from './rooms.ts';
import { wishesOf } from './wishes.ts';
import { roomForXen } from './xen-room.ts';

/** What may be moved for the sake of others. */
export type MayMove =
  /** Nothing that has a place: the rest is placed around it. */
  | 'nothing'
  /** What has to, and as few as possible. */
  | 'needed'
  /** Everything that is not pinned, where that makes it better. */
  | 'freely';

export interface PlaceOptions {
  readonly mayMove: MayMove;
  /** Host physical memory to be left empty; null: none. */
  readonly clear: Range | null;
  /** Something that stays where it is, as if it were pinned. */
  readonly stays?: EntityId;
}

/** What a demand of the problem is, to people. */
export interface Subject {
  readonly label: string;
  readonly stands:
    /** Of something that has a place: all its names, one memory under several. */
    | {
        readonly kind: 'entities';
        readonly ids: readonly EntityId[];
        readonly at: Range | null;
        readonly size: bigint;
      }
    | { readonly kind: 'need'; readonly need: Need }
    /** Of files that ImageBuilder loads one behind the other: each has its place in pages from the start of it. */
    | { readonly kind: 'files'; readonly run: Run }
    /** Of room that is left for Xen, and stands nowhere in the design. */
    | { readonly kind: 'room' };
}

export interface Asked {
  readonly problem: Problem;
  /** One per demand. */
  readonly subjects: readonly Subject[];
}

/** The problem of a plan, settled for the target's release. */
export function askedOf(plan: Plan, target: Target, options: PlaceOptions): Asked {
  return new Asking(plan, target, options).asked();
}

class Asking {
  readonly #subjects: Subject[] = [];
  readonly #demands: Demand[] = [];
  readonly #ram: readonly Span[];
  readonly #free: readonly Span[];
  /** Pages that are free, all together. */
  readonly #room: number;
  /** Entity or need → the demands that stand for it. */
  readonly #demandsOf = new Map<EntityId, string[]>();
  readonly #rooms: Rooms;
  /** Whether ImageBuilder, and nobody else, decides where boot files go. */
  readonly #laysOut: boolean;
  /** Where U-Boot loads files: below itself; null: where it is, is not known. */
  readonly #loadable: readonly Span[] | null;

  constructor(
    readonly plan: Plan,
    readonly target: Target,
    readonly options: PlaceOptions,
  ) {
    this.#ram = plan.host.memory.map(inside);
    const { imageBuilder, own } = plan.wants.loader;
    this.#laysOut = imageBuilder !== null;
    this.#loadable = own === null ? null : common(this.#ram, [{ start: 0, end: pageOf(own.start) }]);
    this.#free = without(this.#ram, this.#obstacles());
    this.#room = this.#free.reduce((sum, { start, end }) => sum + end - start, 0);
    const more = plan.wants.needs.reduce(
      (sum, need) => (need.for.kind === 'memory' ? sum + pagesOf(need.most ?? need.size) : sum),
      0,
    );
    this.#rooms = roomsOf(plan, target, Math.min(more, this.#room));
  }

  /** What nobody may use. */
  #obstacles(): Span[] {
    const { plan, options } = this;
    const reserved = plan.host.reserved.flatMap(({ start, size }) =>
      start === null ? [] : [spanOf({ start, size: size as Range['size'] })],
    );
    // Where a tree calls RAM what are registers, whoever gets them has a device for memory (`dm-ram-over-mmio`).
    const { gic, uart } = plan.host;
    const registers = [...(gic?.regions ?? []), ...(uart === null ? [] : [range(uart.start, uart.size)])].map(
      spanOf,
    );
    const loaded = this.#laysOut
      ? []
      : [plan.load.xen, plan.load.fdt].flatMap((range) => (range === null ? [] : [spanOf(range)]));
    const clear = options.clear === null ? [] : [spanOf(options.clear)];
    const stay =
      options.mayMove === 'nothing'
        ? [...entities(plan)].flatMap(([, entity]) => (this.#isLaidOut(entity) ? [] : placeOf(entity)))
        : [];
    return [...reserved, ...registers, ...loaded, ...clear, ...stay];
  }

  #isLaidOut = ({ kind }: Entity): boolean => this.#laysOut && kind === 'module';

  asked(): Asked {
    if (this.options.mayMove !== 'nothing') this.#placed();
    for (const need of this.plan.wants.needs) this.#needed(need);
    this.#laidOut();
    for (const { label, demand } of roomForXen(this.plan, this.target, this.#rooms, this.#loadable))
      this.#add({ label, stands: { kind: 'room' } }, demand);
    this.#relate();
    const problem = { free: this.#free, demands: this.#demands, low: LOW };
    return { problem, subjects: this.#subjects };
  }

  #add(subject: Subject, demand: Omit<Demand, 'id'>, ...names: readonly EntityId[]): void {
    const id = `${this.#demands.length} ${subject.label}`;
    this.#subjects.push(subject);
    this.#demands.push({ ...demand, id });
    for (const name of names) this.#demandsOf.set(name, [...(this.#demandsOf.get(name) ?? []), id]);
  }

  /** What has a place: one demand for each piece of memory, under however many names. */
  #placed(): void {
    const { plan, options } = this;
    const byMemory = new Map<string, [EntityId, Entity][]>();
    for (const [id, entity] of entities(plan)) {
      if (!isMovable(entity) || this.#isLaidOut(entity)) continue;
      const at = hostRange(entity);
      if (at === null) continue;
      const key =
        entity.kind === 'shared' || entity.kind === 'module'
          ? `${nameOf(entity)} ${at.start} ${at.size}`
          : id;
      byMemory.set(key, [...(byMemory.get(key) ?? []), [id, entity]]);
    }
    for (const same of byMemory.values()) {
      const [first] = same;
      if (first === undefined) continue;
      const at = hostRange(first[1]);
      if (at === null || at.size === 0n) continue;
      const ids = same.map(([id]) => id);
      const span = spanOf(at);
      const isPinned = ids.some((id) => plan.pinned.has(id) || id === options.stays);
      const needs = plan.wants.needs.filter(
        (need) => need.for.kind === 'entity' && ids.includes(need.for.entity),
      );
      const base: Omit<Demand, 'id'> = {
        ...BARE,
        ...this.#nature(same),
        sizes: [span.end - span.start],
        at: isPinned ? span.start : null,
        was: isPinned || options.mayMove === 'needed' ? [span] : [],
      };
      const demand = needs.reduce(
        (now, need) => ({ ...now, ...wishesOf(plan, this.#free, need, now) }),
        base,
      );
      const stands = { kind: 'entities', ids, at, size: at.size } as const;
      this.#add({ label: entityLabel(plan, first[1]), stands }, demand, ...ids, ...needs.map(({ id }) => id));
    }
  }

  /** What follows from what it is. */
  #nature(same: readonly (readonly [EntityId, Entity])[]): Partial<Demand> {
    const [, entity] = same[0] ?? [];
    if (entity?.kind === 'heap') {
      const isLow = this.target.arch === 'arm32';
      const align = alignmentOf(pageOf(entity.region.start), 32 * MIB);
      return { align, needsLow: isLow, within: isLow ? [{ start: 0, end: LOW }] : null };
    }
    if (entity?.kind === 'bank') {
      const before = (entity.domain.staticMem ?? []).slice(0, entity.index);
      return this.#ofDomain(entity.domain, totalSize(before));
    }
    if (entity?.kind === 'module') return { within: this.#loadable };
    if (entity?.kind !== 'shared') return {};
    const isDirect = same.some(([, one]) => one.kind === 'shared' && one.domain.directMap);
    return isDirect ? this.#ofDomain({ directMap: true }, 0n) : { mapped: pageOf(entity.shared.guest) };
  }

  /** Memory that a domain sees; `before`: bytes of its banks before it. */
  #ofDomain({ directMap }: Pick<Domain, 'directMap'>, before: bigint): Partial<Demand> {
    if (!directMap) return { mapped: pageOf(GUEST_RAM[0]?.start ?? 0n) + pageOf(before) };
    // Xen tells the guest of its grant table there, wherever its RAM is.
    return { mapped: 'same', within: without(this.#ram, [spanOf(GUEST_GRANT)]) };
  }

  /** What has no place yet. */
  #needed(need: Need): void {
    const { plan, target } = this;
    const subject = (label: string): Subject => ({ label, stands: { kind: 'need', need } });
    const add = (label: string, demand: Omit<Demand, 'id'>): void =>
      this.#add(subject(label), demand, need.id);
    const what = need.for;
    if (what.kind === 'heap') {
      const align = 32 * MIB;
      const low = target.arch === 'arm32' ? [{ start: 0, end: LOW }] : null;
      const least = plan.heap.length === 0 ? leastHeap(this.#rooms) : 0;
      const base = { ...BARE, align, within: low, needsLow: low !== null };
      add('static heap', {
        ...base,
        ...wishesOf(this.plan, this.#free, need, base),
        sizes: sizesOf(need, least, 512, this.#room),
        pieces: { most: need.banks, unit: align },
      });
    } else if (what.kind === 'module') {
      if (this.#laysOut) return;
      const domain = plan.domains.find(({ id }) => id === what.domain);
      if (what.domain !== null && domain === undefined) return;
      const base = { ...BARE, align: 512, within: this.#loadable };
      const label = `${domain?.name ?? 'dom0'} ${what.module === 'other' ? 'module' : what.module}`;
      add(label, { ...base, ...wishesOf(this.plan, this.#free, need, base), sizes: [pagesOf(need.size)] });
    } else if (what.kind === 'memory') {
      const domain = plan.domains.find(({ id }) => id === what.domain);
      if (domain !== undefined) this.#memory(need, domain, add);
    } else if (this.#demandsOf.get(need.for.kind === 'entity' ? need.for.entity : need.id) === undefined) {
      const entity = findEntity(plan, what.entity);
      if (entity?.kind !== 'shared' || entity.shared.host !== null) return;
      const same = [...entities(plan)].filter(
        ([, one]) =>
          one.kind === 'shared' && one.shared.shmId === entity.shared.shmId && one.shared.host === null,
      );
      const ids = same.map(([id]) => id);
      const base = { ...BARE, ...this.#nature(same) };
      const stands = { kind: 'entities', ids, at: null, size: entity.shared.size } as const;
      const demand = {
        ...base,
        ...wishesOf(this.plan, this.#free, need, base),
        sizes: [pagesOf(entity.shared.size)],
      };
      this.#add({ label: entityLabel(plan, entity), stands }, demand, ...ids, need.id);
    }
  }

  /** Static memory of a domain: two demands where a bank must end with the guest's first 3 GiB. */
  #memory(need: Need, domain: Domain, add: (label: string, demand: Omit<Demand, 'id'>) => void): void {
    const has = totalSize(domain.staticMem ?? []);
    const first = GUEST_RAM[0]?.size ?? 0n;
    const base = { ...BARE, align: 512, ...this.#ofDomain(domain, has) };
    const mustCut = !domain.directMap && !behavioursOf(this.target.release).countsStraddlingBank;
    const label = `${domain.name} memory`;
    const wishes = wishesOf(this.plan, this.#free, need, base);
    if (mustCut && has < first && has + need.size > first) {
      const low = pagesOf(first - has);
      const high = pagesOf(need.size) - low;
      const rest = { ...base, ...this.#ofDomain(domain, first), ...wishes };
      add(label, {
        ...base,
        ...wishes,
        sizes: [low],
        pieces: { most: need.banks, unit: unitOf([low], base.align) },
      });
      add(label, { ...rest, sizes: [high], pieces: { most: need.banks, unit: unitOf([high], base.align) } });
      return;
    }
    const limit = mustCut && has < first ? pagesOf(first - has) : Infinity;
    const sizes = sizesOf(need, 0, 512, this.#room).filter(
      (size, i, all) => size <= limit || i === all.length - 1,
    );
    add(label, {
      ...base,
      ...wishes,
      sizes,
      pieces: this.#cutOfMemory(need, domain, sizes, Math.max(base.align, wishes.align ?? 1)),
    });
  }

  /** A direct-mapped guest's kernel, tree and ramdisk go into its first bank, which therefore may not be too small. */
  #cutOfMemory(need: Need, domain: Domain, sizes: readonly number[], align: number): Demand['pieces'] {
    const unit = unitOf(sizes, align);
    if (!domain.directMap || (domain.staticMem ?? []).length > 0) return { most: need.banks, unit };
    const loaded = domain.modules.reduce((sum, { size }) => sum + pagesOf(size) + 512, 0);
    const first = Math.min(Math.min(...sizes), 128 * MIB + loaded + 4 * 512);
    return { most: Math.max(1, Math.min(need.banks, Math.floor(Math.min(...sizes) / first))), unit };
  }

  /** Boot files where ImageBuilder puts them. */
  #laidOut(): void {
    const { imageBuilder } = this.plan.wants.loader;
    if (imageBuilder === null) return;
    for (const { run, demand } of loadedRuns(this.plan, imageBuilder, this.#loadable))
      this.#add(
        { label: 'boot files', stands: { kind: 'files', run } },
        demand,
        ...run.files.flatMap(({ ids, need }) => (need === null ? ids : [need.id])),
      );
  }

  /** Neighbours, once every demand has its name. */
  #relate(): void {
    for (const need of this.plan.wants.needs)
      for (const id of this.#demandsOf.get(need.id) ?? []) {
        const at = this.#demands.findIndex((one) => one.id === id);
        const demand = this.#demands[at];
        if (demand === undefined) continue;
        const named = (from: EntityId): string[] =>
          (this.#demandsOf.get(from) ?? []).filter((other) => other !== id);
        const nextTo = need.nextTo.flatMap((from) => named(from).slice(0, 1));
        const apart = need.apart.flatMap(({ from, gap }) =>
          from === null ? [] : named(from).map((other) => ({ from: other, gap: pagesOf(gap) })),
        );
        this.#demands[at] = {
          ...demand,
          nextTo,
          apart,
          ...(nextTo.length > 0 ? { pieces: { most: 1, unit: 1 } } : {}),
        };
      }
  }
}

const isMovable = ({ kind }: Entity): boolean =>
  kind === 'heap' || kind === 'bank' || kind === 'module' || kind === 'shared';

const placeOf = (entity: Entity): Span[] => {
  const at = isMovable(entity) ? hostRange(entity) : null;
  return at === null ? [] : [spanOf(at)];
};

const nameOf = (entity: Entity): string =>
  entity.kind === 'shared'
    ? `shared ${entity.shared.shmId}`
    : entity.kind === 'module'
      ? `module ${entity.module.kind}`
      : '';
