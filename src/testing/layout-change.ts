// What people do to a layout on the map, at random.
import { duplicateAll } from '../bindings/copy-domain.ts';
import { addr, bytes, plus } from '../model/addr.ts';
import { addBank, addDomain, giveModule, placeAll, placeAt, remove, updateDomain } from '../model/edit.ts';
import { setPinned } from '../model/pin.ts';
import type { Plan } from '../model/plan.ts';
import { range } from '../model/range.ts';
import { mergeOf, middleOf, type Rearranged, splitAt } from '../model/rearrange.ts';
import type { Result } from '../model/result.ts';
import type { Choices } from './choices.ts';

/** One thing people do to a layout. */
export function layoutChange(plan: Plan, choices: Choices): Plan {
  const domains = plan.domains;
  const domain = domains[choices.below(Math.max(1, domains.length))];
  const at = range(
    addr(BigInt(choices.below(0x10_0000)) << 12n),
    bytes(BigInt(1 + choices.below(0x1000)) << 12n),
  );
  const regions = [...plan.heap, ...(domain?.staticMem ?? []), ...(domain?.modules ?? [])];
  const region = regions[choices.below(Math.max(1, regions.length))];
  switch (choices.below(13)) {
    case 0:
      return domain === undefined ? plan : updateDomain(plan, domain.id, { directMap: !domain.directMap });
    case 1:
      return domain === undefined ? plan : addBank(plan, domain.id, at).plan;
    case 2:
      return region === undefined ? plan : remove(plan, [region.id]);
    case 3:
      return addDomain(plan, `guest${plan.nextId}`).plan;
    case 4:
      return domain === undefined ? plan : updateDomain(plan, domain.id, { name: `name-${domain.id}` });
    case 5:
      return domain === undefined ? plan : remove(plan, [domain.id]);
    case 6:
      return region === undefined ? plan : setPinned(plan, [region.id], !plan.pinned.has(region.id));
    case 7: {
      const middle = region && middleOf(region, bytes(1n << 21n));
      return region && middle ? doneOr(plan, splitAt(plan, region.id, middle)) : plan;
    }
    case 8:
      return region === undefined ? plan : doneOr(plan, mergeOf(plan, [region.id]));
    case 9: {
      const [id] = [region?.id, domain?.id].filter((of) => of !== undefined && choices.chance(60));
      return id === undefined ? plan : doneOr(plan, duplicateAll(plan, [id]));
    }
    case 10: {
      const taker = domains[choices.below(domains.length + 1)];
      return region === undefined ? plan : giveModule(plan, region.id, taker?.id ?? null);
    }
    case 11:
      return placeAll(
        plan,
        new Map(regions.map(({ id, start, size }) => [id, { start: plus(start, at.size), size }])),
      );
    default:
      return region === undefined ? plan : placeAt(plan, region.id, at);
  }
}

/** What came of an edit that may be refused. */
const doneOr = (plan: Plan, result: Result<Rearranged>): Plan => (result.ok ? result.value.plan : plan);
