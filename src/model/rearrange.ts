// Cutting and joining banks: pure, Plan in and Plan out. Where an edit is not possible, it says why not.
//
// The order of banks in their property means something. Xen fills a guest's RAM from the banks of `xen,static-mem` in
// that order (allocate_static_memory, 4.16 to 4.22), so each edit here says what becomes of it. The size a
// domain states in `memory` follows its banks, as with every other edit.
import { type Addr, type Bytes, PAGE } from './addr.ts';
import { withBanks } from './edit.ts';
import { findEntity } from './entities.ts';
import { withPinOf } from './pin.ts';
import { type Domain, type EntityId, entityId, type Plan, type Region } from './plan.ts';
import { between, endOf, type Range, union } from './range.ts';
import { fail, ok, type Result } from './result.ts';

/** A plan with something rearranged, and what is selected then. */
export interface Rearranged {
  readonly plan: Plan;
  readonly ids: readonly EntityId[];
}

/** A static heap, or the static memory of one domain: banks that are one list of one property. */
interface BankList {
  readonly owner: Domain | null;
  readonly banks: readonly Region[];
}

function listOf(plan: Plan, id: EntityId): BankList | null {
  const entity = findEntity(plan, id);
  if (entity?.kind === 'heap') return { owner: null, banks: plan.heap };
  return entity?.kind === 'bank' ? { owner: entity.domain, banks: entity.domain.staticMem ?? [] } : null;
}

function withList(plan: Plan, { owner }: BankList, banks: readonly Region[]): Plan {
  if (owner === null) return { ...plan, heap: banks };
  const domains = plan.domains.map((domain) => (domain.id === owner.id ? withBanks(domain, banks) : domain));
  return { ...plan, domains };
}

const NOT_A_BANK = 'only banks of a static heap or of static memory';

/**
 * Cuts the bank `id` in two at `at`, host physical. The lower part keeps id and place in the property, the upper one
 * follows it, so a guest finds the same memory at the same addresses; a direct-mapped one in two banks.
 */
export function splitAt(plan: Plan, id: EntityId, at: Addr): Result<Rearranged> {
  const list = listOf(plan, id);
  const bank = list?.banks.find((other) => other.id === id);
  if (list === null || bank === undefined) return fail(NOT_A_BANK);
  if (at <= bank.start || at >= endOf(bank))
    return fail('nothing to cut there: it is no place inside the bank');
  const upper: Region = { id: entityId(plan.nextId), ...between(at, endOf(bank)) };
  const banks = list.banks.flatMap((other) =>
    other === bank ? [{ id, ...between(bank.start, at) }, upper] : [other],
  );
  const pinned = withPinOf(plan, [id], upper.id);
  return ok({
    plan: { ...withList(plan, list, banks), pinned, nextId: plan.nextId + 1 },
    ids: [id, upper.id],
  });
}

/** Where a bank is cut in half: the coarsest of `grid`, its halves and a page that has a multiple inside, nearest the middle. */
export function middleOf(bank: Range, grid: Bytes): Addr | null {
  const middle = bank.start + bank.size / 2n;
  for (let step = grid as bigint; step >= PAGE; step /= 2n) {
    const near = ((middle + step / 2n) / step) * step;
    if (near > bank.start && near < endOf(bank)) return near as Addr;
  }
  return null;
}

/**
 * Joins banks of one owner into one; a single bank is joined with those of its owner that touch it. They must touch
 * or overlap: memory between them may be somebody else's. What comes of it stands in the property where the first of
 * them stood, and keeps that one's id; where the others stood elsewhere or not in the order of their addresses, a
 * guest that is not direct-mapped finds its memory in another order.
 */
export function mergeOf(plan: Plan, ids: readonly EntityId[]): Result<Rearranged> {
  const [first] = ids;
  const list = first === undefined ? null : listOf(plan, first);
  if (list === null) return fail(NOT_A_BANK);
  const named = list.banks.filter(({ id }) => ids.includes(id));
  if (named.length < new Set(ids).size) return fail('only banks of one owner can become one');
  const [only] = named;
  const chosen =
    named.length > 1 || only === undefined
      ? named
      : list.banks.filter((bank) => bank.start <= endOf(only) && endOf(bank) >= only.start);
  if (chosen.length < 2) return fail('no other bank of the same owner touches it');
  const [whole, ...apart] = union(chosen);
  if (whole === undefined || apart.length > 0)
    return fail('they do not touch: what lies between them is not theirs');
  const kept = chosen[0];
  if (kept === undefined) return fail(NOT_A_BANK);
  const banks = list.banks.flatMap((bank) =>
    bank === kept ? [{ id: kept.id, ...whole }] : chosen.includes(bank) ? [] : [bank],
  );
  const joined = chosen.map((bank) => bank.id);
  const pinned = withPinOf(plan, joined, kept.id);
  return ok({ plan: { ...withList(plan, list, banks), pinned }, ids: [kept.id] });
}
