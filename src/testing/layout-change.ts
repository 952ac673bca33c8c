// What people do to a layout on the map, at random.
import { addr, bytes } from '../model/addr.ts';
import { addBank, addDomain, placeAt, remove, updateDomain } from '../model/edit.ts';
import type { Plan } from '../model/plan.ts';
import { range } from '../model/range.ts';
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
  switch (choices.below(8)) {
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
    default:
      return region === undefined ? plan : placeAt(plan, region.id, at);
  }
}
