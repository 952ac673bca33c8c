// Placement for people: a plan and what is wanted in, items to accept out, or why it cannot be.
//
// `placing` proposes, item by item; `accept` carries items out. The plan that comes back is an edited one like any other: the
// caller settles it and asks the engine what Xen does with it.
import { type Addr, hex, PAGE } from '../../model/addr.ts';
import { addBank, addHeapBank, addModule, placeAll } from '../../model/edit.ts';
import { findEntity } from '../../model/entities.ts';
import { removeNeeds, setLoader } from '../../model/need.ts';
import type { EntityId, Plan } from '../../model/plan.ts';
import { overlaps, type Range, range, sameRange } from '../../model/range.ts';
import type { Target } from '../../model/target.ts';
import type { Finding } from '../analysis.ts';
import { conflictOf, membersOf, type Relaxation } from './conflict.ts';
import { filesText, loaderWindow, type LoaderWindow, refusedEnd } from './loader-window.ts';
import type { Run } from './imagebuilder.ts';
import { rangeOf } from './page-frames.ts';
import type { Demand, Placement, Score } from './problem.ts';
import { faultsOf } from './score.ts';
import { type Progress, type Solution, solving, STEP_LIMIT, toTheEnd } from './solve.ts';
import { type Asked, askedOf, type PlaceOptions, type Subject } from './subjects.ts';
import { demandText, relaxationText } from './words.ts';

export type { MayMove, PlaceOptions } from './subjects.ts';

/** The rest is placed around what has a place. */
export const PLACE_THE_REST: PlaceOptions = { mayMove: 'nothing', clear: null };
/** Whatever must moves, as few as possible; what is wrong where it is moves too. */
export const REPAIR: PlaceOptions = { mayMove: 'needed', clear: null };
/** Everything that is not pinned may move. */
export const IMPROVE: PlaceOptions = { mayMove: 'freely', clear: null };
/** Something stays where it is: what else is there goes elsewhere, and what else has to. */
export const makeRoomFor = (stays: EntityId): PlaceOptions => ({ ...REPAIR, stays });

/** One thing that gets a place. */
export interface PlacedItem {
  /** `domU1 bank 0`, `domU2 memory`. */
  readonly label: string;
  /** Where it is, host physical; empty where it has no place yet. */
  readonly from: readonly Range[];
  /** Where it would be: several ranges where it is cut into banks, in the order of the property. */
  readonly to: readonly Range[];
  /** What of the plan moves; empty for what is made when the item is accepted. */
  readonly ids: readonly EntityId[];
  /** The need it satisfies, which goes with it; null for what only moves. */
  readonly need: EntityId | null;
}

/** A demand that cannot be satisfied together with the others of its conflict. */
export interface Conflicting {
  readonly label: string;
  /** What it asks: `2 GiB, direct-mapped, below 4 GiB`. */
  readonly asks: string;
  /** The change of it alone that would help, mildest first, in words; null: only leaving it out. */
  readonly help: string | null;
  readonly relaxation: Relaxation | null;
  /** Whether that makes all of it possible, and not only this conflict. */
  readonly cures: boolean;
  /** What of the plan it is, and the need it comes from; both empty for room left for Xen. */
  readonly ids: readonly EntityId[];
  readonly need: EntityId | null;
}

export type Placed =
  | {
      readonly kind: 'placed';
      /** What gets another place than it has, in the order of the design. */
      readonly items: readonly PlacedItem[];
      readonly score: Score;
      /** Whether it is known that there is no better placement. */
      readonly isBest: boolean;
      /** What to tell ImageBuilder for that; null where it does not load the files. */
      readonly window: LoaderWindow | null;
    }
  /** `conflict` is empty where it could not be found out which demands are to blame. */
  | { readonly kind: 'impossible'; readonly conflict: readonly Conflicting[] }
  | { readonly kind: 'unknown' };

/**
 * Proposes places, step by step: each `next()` works for some milliseconds, so that a worker can tell how it goes and be stopped.
 * `plan` is settled for the target's release.
 */
export function* placing(
  plan: Plan,
  target: Target,
  options: PlaceOptions,
  limit = STEP_LIMIT,
): Generator<Progress, Placed> {
  const refused = refusedEnd(plan);
  if (refused !== null) return { kind: 'impossible', conflict: [{ ...BOOT_FILES, ...refused }] };
  const asked = askedOf(plan, target, options);
  if (options.mayMove === 'needed' && isSound(asked)) {
    // Nothing moved is the best there is: then all that has a place can be taken for given.
    const around = askedOf(plan, target, { ...options, mayMove: 'nothing' });
    const rest: Solution = yield* solving(around.problem, limit);
    if (rest.kind === 'placed') return told(plan, target, options, around, rest, limit);
  }
  const solution = yield* solving(asked.problem, limit);
  if (solution.kind === 'impossible') yield { stage: 'conflict', steps: 0, limit: 0, best: null };
  return told(plan, target, options, asked, solution, limit);
}

/** Whether all that has a place can stay there: on free memory, apart from one another, as is wished. */
function isSound({ problem }: Asked): boolean {
  const placed = problem.demands.map((demand) => demand.was);
  const having = problem.demands.map((_, i) => i).filter((i) => (placed[i]?.length ?? 0) > 0);
  const some = { ...problem, demands: having.map((i) => problem.demands[i] as Demand) };
  return (
    some.demands.every(({ apart, nextTo, guard }) => apart.length + nextTo.length + guard === 0) &&
    faultsOf(
      some,
      having.map((i) => placed[i] ?? []),
    ).length === 0
  );
}

/** The same in one go. */
export const placed = (plan: Plan, target: Target, options: PlaceOptions, limit = STEP_LIMIT): Placed =>
  toTheEnd(placing(plan, target, options, limit));

function told(
  plan: Plan,
  target: Target,
  options: PlaceOptions,
  asked: Asked,
  solution: Solution,
  limit: number,
): Placed {
  if (solution.kind === 'unknown') return solution;
  if (solution.kind === 'impossible')
    return { kind: 'impossible', conflict: conflicting(plan, target, options, asked, limit) };
  const { placement, score, isBest } = solution;
  const items = itemsOf(plan, asked, placement);
  return { kind: 'placed', items, score, isBest, window: loaderWindow(accept(plan, items)) };
}

function itemsOf(plan: Plan, { subjects }: Asked, placement: Placement): PlacedItem[] {
  const items = subjects.flatMap(({ label, stands }, i): PlacedItem[] => {
    const to = (placement[i] ?? []).map(rangeOf);
    const [first] = to;
    if (stands.kind === 'room' || first === undefined) return [];
    if (stands.kind === 'files') return itemsOfFiles(stands.run, first);
    if (stands.kind === 'need') return [{ label, from: [], to, ids: [], need: stands.need.id }];
    const { at, ids, size } = stands;
    const start = at !== null && first.start === at.start - (at.start % 4096n) ? at.start : first.start;
    const there = { start, size: size as Range['size'] };
    if (at !== null && sameRange(at, there)) return [];
    return [{ label, from: at === null ? [] : [at], to: [there], ids, need: entityNeed(plan, ids) }];
  });
  return joinedByNeed(items);
}

/** The files of a run that starts at `at`, each where it is not yet. */
function itemsOfFiles({ files, places, range: { start } }: Run, at: Range): PlacedItem[] {
  const shift = at.start - (start - (start % PAGE));
  return files.flatMap((file, i): PlacedItem[] => {
    const place = places[i];
    if (place === undefined) return [];
    const to = range(place.start + shift, file.size);
    if (file.at === to.start) return [];
    const from = file.at === null ? [] : [range(file.at, file.size)];
    return [{ label: file.label, from, to: [to], ids: file.ids, need: file.need?.id ?? null }];
  });
}

/** A need whose only purpose was to give an entity a place goes when it has one. */
function entityNeed(plan: Plan, ids: readonly EntityId[]): EntityId | null {
  const [id] = ids;
  const entity = id === undefined ? undefined : findEntity(plan, id);
  if (entity?.kind !== 'shared' || entity.shared.host !== null) return null;
  return (
    plan.wants.needs.find((need) => need.for.kind === 'entity' && ids.includes(need.for.entity))?.id ?? null
  );
}

/** Memory that had to be two demands is one item. */
function joinedByNeed(items: readonly PlacedItem[]): PlacedItem[] {
  const all: PlacedItem[] = [];
  for (const item of items) {
    const last = all.at(-1);
    if (last !== undefined && item.need !== null && last.need === item.need)
      all[all.length - 1] = { ...last, to: [...last.to, ...item.to] };
    else all.push(item);
  }
  return all;
}

/** Boot files that ImageBuilder refuses to load, or cannot put where they would be right. */
const BOOT_FILES = { label: 'boot files', relaxation: null, cures: true, ids: [], need: null } as const;

function conflicting(
  plan: Plan,
  target: Target,
  options: PlaceOptions,
  { problem, subjects }: Asked,
  limit: number,
): Conflicting[] {
  const conflict = conflictOf(problem, limit);
  if (conflict === null) return [];
  return membersOf(problem, conflict, Math.min(limit, EASE_LIMIT)).map(
    ({ demand: index, relaxation, cures }): Conflicting => {
      const { label, stands } = subjects[index] as Subject;
      const demand = problem.demands[index] as Demand;
      if (stands.kind === 'files') {
        const help = otherWindow(plan, target, options);
        return { ...BOOT_FILES, asks: filesText(plan, stands.run), help, cures: help !== null };
      }
      return {
        label,
        asks: demandText(demand, problem),
        help: relaxation && relaxationText(relaxation),
        relaxation,
        cures,
        ids: stands.kind === 'entities' ? stands.ids : [],
        need: stands.kind === 'need' ? stands.need.id : null,
      };
    },
  );
}

/** What to tell ImageBuilder instead, so that all could be placed; null where nothing is known that would do. */
function otherWindow(plan: Plan, target: Target, options: PlaceOptions): string | null {
  const { imageBuilder } = plan.wants.loader;
  if (imageBuilder === null) return null;
  const { start, end } = imageBuilder;
  if (start === null && end === null) return null;
  const free = setLoader(plan, {
    ...plan.wants.loader,
    imageBuilder: { ...imageBuilder, start: null, end: null },
  });
  const answer = placed(free, target, options, EASE_LIMIT);
  const window = answer.kind === 'placed' ? answer.window : null;
  if (window === null) return null;
  const told = [
    ...(start === null ? [] : [`MEMORY_START=${hex(window.start)}`]),
    ...(end === null || window.end <= end ? [] : [`MEMORY_END=${hex(window.end)}`]),
  ];
  return told.length === 0 ? null : told.join(' and ');
}

/** Steps to find out whether a relaxation helps: it is asked many times. */
const EASE_LIMIT = 20_000;

/** The plan with items carried out, in order; those it has nothing for any more change nothing. Not settled. */
export const accept = (plan: Plan, items: readonly PlacedItem[]): Plan => items.reduce(acceptOne, plan);

function acceptOne(plan: Plan, { to, ids, need: id }: PlacedItem): Plan {
  const [first] = to;
  if (first === undefined) return plan;
  if (ids.length > 0) {
    const moved = placeAll(plan, new Map(ids.map((one) => [one, first])));
    const kept = withGuests(moved, ids, first.start);
    return id === null ? kept : removeNeeds(kept, [id]);
  }
  const need = plan.wants.needs.find((one) => one.id === id);
  if (need === undefined || need.for.kind === 'entity') return plan;
  const rest = removeNeeds(plan, [need.id]);
  const what = need.for;
  switch (what.kind) {
    case 'heap':
      return to.reduce((next, range) => addHeapBank(next, range).plan, rest);
    case 'memory':
      return to.reduce((next, range) => addBank(next, what.domain, range).plan, rest);
    case 'module':
      return addModule(rest, what.domain, {
        kind: what.module,
        range: { start: first.start, size: need.size },
        file: null,
      }).plan;
  }
}

/** A direct-mapped domain sees shared memory where the host has it, and so its guest address follows. */
function withGuests(plan: Plan, ids: readonly EntityId[], host: Addr): Plan {
  const domains = plan.domains.map((domain) => {
    if (!domain.directMap || !domain.shared.some(({ id }) => ids.includes(id))) return domain;
    const shared = domain.shared.map((one) => (ids.includes(one.id) ? { ...one, guest: host } : one));
    return { ...domain, shared };
  });
  return { ...plan, domains };
}

/** Of a repair, what concerns a finding: the items that leave the memory it is about. */
export const cureOf = (items: readonly PlacedItem[], finding: Finding): readonly PlacedItem[] => {
  if (finding.space !== 'host') return [];
  const about = [...(finding.range === null ? [] : [finding.range]), ...finding.involved];
  return items.filter(({ from }) => from.some((at) => about.some((range) => overlaps(range, at))));
};
