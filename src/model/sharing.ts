// One shared memory has a node in every domain that shares it: whose they are, and which are of one memory.
import type { EntityId, Plan, SharedMemory } from './plan.ts';

export const sameShared = (a: SharedMemory, b: SharedMemory): boolean =>
  a.shmId === b.shmId && a.host === b.host && a.size === b.size;

/** `ids`, and behind them the other nodes of the shared memories among them. */
export function withSharers(plan: Plan, ids: readonly EntityId[]): readonly EntityId[] {
  const all = plan.domains.flatMap(({ shared }) => shared);
  const asked = all.filter(({ id }) => ids.includes(id));
  const others = all.filter((one) => asked.some((of) => sameShared(of, one)));
  return [...new Set([...ids, ...others.map(({ id }) => id)])];
}
