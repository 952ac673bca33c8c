// Copying: pure, Plan in and Plan out. Each copy has a place of its own, or the edit says why there is none. (A domain is
// copied with its node, in `bindings`.)
import { type Addr, bytes, MiB, PAGE, plus } from './addr.ts';
import { withBanks } from './edit.ts';
import { type Entity, findEntity } from './entities.ts';
import { freePlace } from './occupancy.ts';
import { type Domain, type EntityId, entityId, type Plan, type SharedMemory } from './plan.ts';
import { endOf, overlaps, type Range, range } from './range.ts';
import type { Rearranged } from './rearrange.ts';
import { fail, ok, type Result } from './result.ts';
import { sameShared } from './sharing.ts';

/** Copies start at a multiple of this where what they are copies of does, else at a page. */
const COPY_ALIGN = 2n * MiB;

/** The lowest free place behind `of`, or anywhere in RAM. */
export function placeForCopy(plan: Plan, of: Range): Result<Range> {
  const align = of.start % COPY_ALIGN === 0n ? COPY_ALIGN : PAGE;
  const at = freePlace(plan, bytes(of.size), align, endOf(of));
  return at === null ? fail('no free piece of RAM is large enough for a copy') : ok(at);
}

interface Copied {
  readonly plan: Plan;
  readonly id: EntityId;
}

/** A copy of each. Copies come last in their list, in the order of `ids`, so a guest finds what it had where it was. */
export function duplicate(plan: Plan, ids: readonly EntityId[]): Result<Rearranged> {
  let next = plan;
  const copies: EntityId[] = [];
  for (const id of ids) {
    const entity = findEntity(next, id);
    const copy = entity === undefined ? fail('it is gone') : copyOf(next, entity);
    if (!copy.ok) return copy;
    next = copy.value.plan;
    copies.push(copy.value.id);
  }
  return copies.length === 0 ? fail('nothing is selected') : ok({ plan: next, ids: copies });
}

function copyOf(plan: Plan, entity: Entity): Result<Copied> {
  switch (entity.kind) {
    case 'heap':
    case 'bank':
      return copyOfBank(plan, entity);
    case 'shared':
      return copyOfShared(plan, entity.shared);
    case 'module':
      return fail('Xen takes one file of its kind for a domain: duplicate the domain, or add it to another');
    case 'domain':
    case 'dom0':
    case 'xen':
    case 'fdt':
      return fail('there is one of it');
    case 'ram':
    case 'reserved':
    case 'device':
      return fail('it is the board’s own');
  }
}

function copyOfBank(plan: Plan, entity: Extract<Entity, { kind: 'heap' | 'bank' }>): Result<Copied> {
  const at = placeForCopy(plan, entity.region);
  if (!at.ok) return at;
  const id = entityId(plan.nextId);
  const copy = { id, ...at.value };
  const next = { ...plan, nextId: plan.nextId + 1 };
  if (entity.kind === 'heap') return ok({ plan: { ...next, heap: [...plan.heap, copy] }, id });
  const withCopy = (domain: Domain): Domain => withBanks(domain, [...(domain.staticMem ?? []), copy]);
  const domains = plan.domains.map((domain) => (domain.id === entity.domain.id ? withCopy(domain) : domain));
  return ok({ plan: { ...next, domains }, id });
}

/** MAX_SHM_ID_LENGTH without its NUL (static-shmem.c, every release). */
const MOST_LETTERS = 15;

function freeShmId(plan: Plan, shmId: string): string {
  const taken = new Set(plan.domains.flatMap(({ shared }) => shared.map((one) => one.shmId)));
  for (let n = 2; ; n += 1) {
    const end = `-${n}`;
    const name = `${shmId.replace(/-\d+$/, '').slice(0, MOST_LETTERS - end.length)}${end}`;
    if (!taken.has(name)) return name;
  }
}

/** Where a domain finds the copy: at its host address where it found the original so, else behind what it shares. */
function guestOfCopy({ shared }: Domain, of: SharedMemory, host: Addr | null): Addr {
  if (host !== null && of.guest === of.host) return host;
  let at = range(plus(of.guest, of.size), of.size);
  for (;;) {
    const inTheWay = shared.find((other) => overlaps(range(other.guest, other.size), at));
    if (inTheWay === undefined) return at.start;
    at = range(plus(inTheWay.guest, inTheWay.size), of.size);
  }
}

/** Another memory of the same size under a name of its own, for all that share the first, each in its role. */
function copyOfShared(plan: Plan, of: SharedMemory): Result<Copied> {
  const { host, size } = of;
  const at = host === null ? null : placeForCopy(plan, range(host, size));
  if (at !== null && !at.ok) return at;
  const shmId = freeShmId(plan, of.shmId);
  let { nextId } = plan;
  let copyOfIt = of.id;
  const domains = plan.domains.map((domain) => {
    const twin = domain.shared.find((one) => sameShared(one, of));
    if (twin === undefined) return domain;
    const id = entityId(nextId);
    nextId += 1;
    if (twin.id === of.id) copyOfIt = id;
    const place = at === null ? null : at.value.start;
    const copy = { ...twin, id, shmId, host: place, guest: guestOfCopy(domain, twin, place) };
    return { ...domain, shared: [...domain.shared, copy] };
  });
  return ok({ plan: { ...plan, domains, nextId }, id: copyOfIt });
}
