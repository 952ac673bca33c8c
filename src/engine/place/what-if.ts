// What if: the same design with a larger kernel, less RAM or one more guest, asked of the placement solver.
import { alignUp, bytes, type Bytes, MiB, PAGE } from '../../model/addr.ts';
import { addDomain, updateDomain } from '../../model/edit.ts';
import { addNeed, plainNeed } from '../../model/need.ts';
import type { EntityId, Module, Plan } from '../../model/plan.ts';
import { range, type Range } from '../../model/range.ts';
import type { Target } from '../../model/target.ts';
import { isPossible } from './solve.ts';
import { askedOf, type PlaceOptions } from './subjects.ts';

/** Whatever has to may move. */
const ASKED: PlaceOptions = { mayMove: 'needed', clear: null };
const NONE = '' as EntityId;
/** Steps for one question: headroom asks a dozen. */
const LIMIT = 20_000;

/** Every kernel `percent` larger than it is. */
export function withLargerKernels(plan: Plan, percent: number): Plan {
  const grown = (module: Module): Module =>
    module.kind === 'kernel'
      ? { ...module, size: alignUp(bytes((module.size * BigInt(100 + percent)) / 100n), PAGE) }
      : module;
  return {
    ...plan,
    dom0Modules: plan.dom0Modules.map(grown),
    domains: plan.domains.map((domain) => ({ ...domain, modules: domain.modules.map(grown) })),
  };
}

/** Only the lower half of all RAM, bank by bank from the lowest, in whole MiB. The tree stays as it is. */
export function withHalfTheRam(plan: Plan): Plan {
  const all = plan.host.memory.reduce((sum, { size }) => sum + size, 0n);
  let left = (all / 2n / MiB) * MiB;
  const memory = plan.host.memory.flatMap((bank): Range[] => {
    const size = bank.size < left ? bank.size : left;
    left -= size;
    return size > 0n ? [range(bank.start, size)] : [];
  });
  return { ...plan, host: { ...plan.host, memory } };
}

/** One more domain of so much static memory and a kernel, without places yet. */
export function withOneMoreGuest(plan: Plan, memory: Bytes, kernel: Bytes): Plan {
  const { id, plan: more } = addDomain(plan);
  const domain = updateDomain(more, id, { memory });
  const needing = addNeed(domain, plainNeed(NONE, { kind: 'memory', domain: id }, memory));
  return addNeed(needing, plainNeed(NONE, { kind: 'module', domain: id, module: 'kernel' }, kernel));
}

/** Whether everything of a plan has or can get a place; null where that was not found out. */
export const isPlaceable = (plan: Plan, target: Target): boolean | null =>
  isPossible(askedOf(plan, target, ASKED).problem, LIMIT);

/** How much more static memory a domain could get in one bank, in whole blocks of 2 MiB, whatever has to move moving. */
export function headroomOf(plan: Plan, target: Target, domain: EntityId): Bytes {
  const step = 2n * MiB;
  const largest = plan.host.memory.reduce((most, { size }) => (size > most ? size : most), 0n);
  let [low, high] = [0n, largest / step];
  while (low < high) {
    const middle = (low + high + 1n) / 2n;
    const more = addNeed(plan, plainNeed(NONE, { kind: 'memory', domain }, bytes(middle * step)));
    if (isPlaceable(more, target) === true) low = middle;
    else high = middle - 1n;
  }
  return bytes(low * step);
}
