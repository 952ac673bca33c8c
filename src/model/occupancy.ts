// Who sits where in host physical memory: what a new range must keep clear of, and how much room is left around one.
import { alignUp, type Addr, type Bytes, distance, minOf } from './addr.ts';
import { entities, hostRange } from './entities.ts';
import type { EntityId, Plan } from './plan.ts';
import { between, byStart, endOf, isEmpty, overlaps, type Range, range, subtract } from './range.ts';

export interface Occupant {
  readonly id: EntityId;
  readonly range: Range;
}

/** Everything with a fixed place in host memory but RAM banks and devices, in no order, shared memory once for each domain. */
function* placed(plan: Plan): Iterable<Occupant & { readonly shmId: string | null }> {
  for (const [id, entity] of entities(plan)) {
    if (entity.kind === 'ram' || entity.kind === 'device') continue;
    const at = hostRange(entity);
    if (at === null || isEmpty(at)) continue;
    yield { id, range: at, shmId: entity.kind === 'shared' ? entity.shared.shmId : null };
  }
}

/**
 * Everything with a fixed place in host memory but RAM banks and devices, sorted by start. One shared memory
 * region named by several domains counts once.
 */
export function occupants(plan: Plan): Occupant[] {
  const found: Occupant[] = [];
  const sharedSeen = new Set<string>();
  for (const { id, range: at, shmId } of placed(plan)) {
    if (shmId !== null) {
      const key = `${shmId} ${at.start} ${at.size}`;
      if (sharedSeen.has(key)) continue;
      sharedSeen.add(key);
    }
    found.push({ id, range: at });
  }
  return found.toSorted((a, b) => byStart(a.range, b.range));
}

/** RAM nobody has claimed, sorted and disjoint. */
export const freeRam = (plan: Plan): Range[] =>
  subtract(
    plan.host.memory,
    occupants(plan).map((o) => o.range),
  );

/**
 * The lowest free place in RAM for `size` bytes at a multiple of `align`, at or above `from` when there is one
 * there, else anywhere; null when no free piece is large enough.
 */
export function freePlace(plan: Plan, size: Bytes, align: bigint, from: Addr = 0n as Addr): Range | null {
  const free = freeRam(plan);
  const lowest = (pieces: readonly Range[]): Range | null => {
    for (const piece of pieces) {
      const start = alignUp(piece.start, align);
      if (start + size <= endOf(piece)) return range(start, size);
    }
    return null;
  };
  return lowest(subtract(free, [between(0n as Addr, from)])) ?? lowest(free);
}

/** Room on both sides of a range inside its RAM bank, in bytes. Negative: by so much it runs into what is there. */
export interface Room {
  readonly before: Bytes;
  readonly after: Bytes;
}

/**
 * Free bytes before and after `at`, up to the next occupant or the end of the RAM bank that holds its start; null when
 * it starts outside RAM. `ids`: all that name the memory there.
 */
export function roomAround(plan: Plan, ids: readonly EntityId[], at: Range): Room | null {
  const bank = plan.host.memory.find((b) => at.start >= b.start && at.start < endOf(b));
  if (bank === undefined) return null;
  let before = distance(bank.start, at.start);
  let after = distance(endOf(at), endOf(bank));
  for (const { id, range: other } of placed(plan)) {
    if (ids.includes(id)) continue;
    if (overlaps(other, at)) {
      if (other.start <= at.start) before = minOf(before, distance(minOf(endOf(other), endOf(at)), at.start));
      else after = minOf(after, distance(endOf(at), other.start));
    } else if (endOf(other) <= at.start) before = minOf(before, distance(endOf(other), at.start));
    else after = minOf(after, distance(endOf(at), other.start));
  }
  return { before, after };
}
