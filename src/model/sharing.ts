// One shared memory has a node in every domain that shares it: whose they are, and which are of one memory.
import type { Addr } from './addr.ts';
import { type Added, mapDomains, mapSame, withFields } from './edit.ts';
import { type EntityId, entityId, type Plan, type SharedMemory } from './plan.ts';
import type { Range } from './range.ts';

export const sameShared = (a: SharedMemory, b: SharedMemory): boolean =>
  a.shmId === b.shmId && a.host === b.host && a.size === b.size;

/** `ids`, and behind them the other nodes of the shared memories among them. */
export function withSharers(plan: Plan, ids: readonly EntityId[]): readonly EntityId[] {
  const all = plan.domains.flatMap(({ shared }) => shared);
  const asked = all.filter(({ id }) => ids.includes(id));
  const others = all.filter((one) => asked.some((of) => sameShared(of, one)));
  return [...new Set([...ids, ...others.map(({ id }) => id)])];
}

/** A domain that shares, and where it finds the memory, guest physical. */
export interface Sharer {
  readonly domain: EntityId;
  readonly guest: Addr;
}

/** The first `shm<n>` that no shared memory has. */
function freeShmId({ domains }: Plan): string {
  const taken = new Set(domains.flatMap(({ shared }) => shared).map(({ shmId }) => shmId));
  let n = 0;
  while (taken.has(`shm${n}`)) n += 1;
  return `shm${n}`;
}

/** Static shared memory at a host physical range: the first owns it, the others borrow; of one alone, nobody is said to own it. */
export function addShared(plan: Plan, sharers: readonly Sharer[], at: Range): Added {
  const shmId = freeShmId(plan);
  const alone = sharers.length < 2;
  const nodes = sharers.map(({ domain, guest }, i): readonly [EntityId, SharedMemory] => {
    const role = alone ? null : i === 0 ? 'owner' : 'borrower';
    return [domain, { id: entityId(plan.nextId + i), shmId, host: at.start, guest, size: at.size, role }];
  });
  const domains = plan.domains.map((domain) => {
    const mine = nodes.find(([id]) => id === domain.id);
    return mine === undefined ? domain : { ...domain, shared: [...domain.shared, mine[1]] };
  });
  return { id: entityId(plan.nextId), plan: { ...plan, domains, nextId: plan.nextId + nodes.length } };
}

/** One more domain borrows a shared memory; who has it already stays as it is. */
export function shareWith(plan: Plan, of: SharedMemory, { domain: id, guest }: Sharer): Plan {
  const node: SharedMemory = { ...of, id: entityId(plan.nextId), guest, role: 'borrower' };
  const next = mapDomains(plan, (domain) =>
    domain.id !== id || domain.shared.some((one) => sameShared(one, of))
      ? domain
      : { ...domain, shared: [...domain.shared, node] },
  );
  return next === plan ? plan : { ...next, nextId: plan.nextId + 1 };
}

/** What one domain says of a shared memory alone. */
export type OwnShare = Partial<Pick<SharedMemory, 'guest' | 'role'>>;

export const updateShare = (plan: Plan, id: EntityId, fields: OwnShare): Plan =>
  mapDomains(plan, (domain) =>
    withFields(domain, {
      shared: mapSame(domain.shared, (one) => (one.id === id ? withFields(one, fields) : one)),
    }),
  );
