// One shared memory has a node in every domain that shares it: whose they are, and which are of one memory.
import type { Addr } from './addr.ts';
import { type Added, mapDomains, mapSame, remove, withFields } from './edit.ts';
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

/** A domain that owns a shared memory from now on. */
export interface Heir {
  readonly name: string;
  readonly shmId: string;
}

/**
 * Takes entities out, as `remove` does. Where that would leave a shared memory to borrowers alone, which Xen maps without
 * anybody owning the pages (`shm-no-owner`), the first of them, whom Xen builds first, gets the role that is gone.
 */
export function leave(
  plan: Plan,
  ids: readonly EntityId[],
): { readonly plan: Plan; readonly heirs: readonly Heir[] } {
  let after = remove(plan, ids);
  const heirs: Heir[] = [];
  if (after.domains === plan.domains) return { plan: after, heirs };
  const stay = new Set(after.domains.flatMap(({ shared }) => shared.map(({ id }) => id)));
  for (const gone of plan.domains.flatMap(({ shared }) => shared)) {
    if (gone.role === 'borrower' || stay.has(gone.id)) continue;
    const left = after.domains.flatMap(({ name, shared }) =>
      shared.filter((one) => sameShared(one, gone)).map(({ id, role, shmId }) => ({ id, role, shmId, name })),
    );
    const [first] = left;
    if (first === undefined || left.some(({ role }) => role !== 'borrower')) continue;
    after = updateShare(after, first.id, { role: gone.role });
    if (gone.role === 'owner') heirs.push({ name: first.name, shmId: first.shmId });
  }
  return { plan: after, heirs };
}
