// Needs in words: what is to be placed, whose it is, and all that is asked of its place.
import type { Owner } from '../../map/geometry/scene.ts';
import { domainOwner } from '../../map/geometry/scene.ts';
import { groupedHex } from '../../model/addr.ts';
import { DOM0_NAME } from '../../model/dom0.ts';
import { entityLabel, findEntity } from '../../model/entities.ts';
import type { Need, NeedFor } from '../../model/need.ts';
import type { EntityId, Plan } from '../../model/plan.ts';
import { endOf } from '../../model/range.ts';
import { sizeText } from '../../model/size.ts';
import { ownerOf } from '../owner.ts';
import { HOST, MODULE_WORD } from '../strings.ts';

const domainName = (plan: Plan, id: EntityId | null): string =>
  id === null
    ? DOM0_NAME
    : (plan.domains.find((domain) => domain.id === id)?.name ?? 'a domain that is gone');

/** `domU1 memory`, `static heap`, `dom0 kernel`; of something that is there already its own name. */
export function needLabel(plan: Plan, what: NeedFor): string {
  switch (what.kind) {
    case 'memory':
      return `${domainName(plan, what.domain)} memory`;
    case 'heap':
      return 'static heap';
    case 'module':
      return `${domainName(plan, what.domain)} ${MODULE_WORD[what.module]}`;
    case 'entity':
      return thingLabel(plan, what.entity);
  }
}

function thingLabel(plan: Plan, id: EntityId): string {
  const entity = findEntity(plan, id);
  if (entity !== undefined) return entityLabel(plan, entity);
  const need = plan.wants.needs.find((one) => one.id === id);
  return need === undefined ? 'something that is gone' : needLabel(plan, need.for);
}

export function needOwner(plan: Plan, what: NeedFor): Owner {
  switch (what.kind) {
    case 'memory':
      return domainOwner(plan.domains.findIndex(({ id }) => id === what.domain));
    case 'heap':
      return 'xen';
    case 'module':
      return 'module';
    case 'entity': {
      const entity = findEntity(plan, what.entity);
      return entity === undefined ? 'firmware' : ownerOf(plan, entity);
    }
  }
}

/** `512 MiB`, `512 MiB to 2 GiB`; nothing for what has a size of its own. */
export const needSize = ({ for: what, size, most }: Need): string =>
  what.kind === 'entity' ? '' : most === null ? sizeText(size) : `${sizeText(size)} to ${sizeText(most)}`;

/** What is asked of its place: `in up to 2 banks`, `below 0x1_0000_0000 (host physical)`. */
export function needWishes(plan: Plan, need: Need): string[] {
  const { banks, align, wish, at, ram, reach, dma, nextTo, apart } = need;
  return [
    ...(at === null ? [] : [`at ${groupedHex(at)} (${HOST})`]),
    ...(banks > 1 ? [`in up to ${banks} banks`] : []),
    ...(align === null ? [] : [`aligned to ${sizeText(align)}`]),
    ...(wish === null ? [] : [`better on ${sizeText(wish)}`]),
    ...(ram === null ? [] : [/^\d+$/.test(ram) ? `in RAM bank ${ram}` : `in “${ram}” RAM`]),
    ...(reach === null
      ? []
      : [
          reach.start === 0n
            ? `below ${groupedHex(endOf(reach))} (${HOST})`
            : `from ${groupedHex(reach.start)} to ${groupedHex(endOf(reach))} (${HOST})`,
        ]),
    ...(dma === null ? [] : [`where ${dma} reaches`]),
    ...nextTo.map((id) => `next to ${thingLabel(plan, id)}`),
    ...apart.map(({ from, gap }) =>
      from === null
        ? `${sizeText(gap)} from anything else`
        : `${sizeText(gap)} from ${thingLabel(plan, from)}`,
    ),
  ];
}

/** `1 need`, `3 needs`. */
export const count = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`;
