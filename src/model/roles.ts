// Who owns a shared memory: one domain, or Xen itself (dom_io) where none says so. What one domain says decides what the
// others can say: Xen refuses a second owner (`shm-two-owners`) and one beside a node without role (`shm-mixed-roles`).
import type { EntityId, Plan, SharedMemory } from './plan.ts';
import { sameShared, updateShare } from './sharing.ts';

export type Role = SharedMemory['role'];

/** What another domain says of the memory from now on. */
export interface RoleChange {
  readonly id: EntityId;
  readonly name: string;
  readonly role: Role;
}

/**
 * One domain's role in a shared memory, with the roles of the others that follow from it. Beside an owner all borrow;
 * where the memory becomes dom_io's, no domain owns it; whoever owned it and borrows leaves that to the first of the
 * others, whom Xen builds first, unless one of them owns it already.
 */
export function setRole(
  plan: Plan,
  id: EntityId,
  role: Role,
): { readonly plan: Plan; readonly others: readonly RoleChange[] } {
  const nodes = plan.domains.flatMap(({ name, shared }) => shared.map((one) => ({ name, one })));
  const mine = nodes.find(({ one }) => one.id === id)?.one;
  if (mine === undefined) return { plan, others: [] };
  const rest = nodes.filter(({ one }) => one !== mine && sameShared(one, mine));
  const heir = rest.every(({ one }) => one.role === 'borrower') ? rest[0]?.one : undefined;
  const follows = (one: SharedMemory): Role => {
    if (role === 'owner') return 'borrower';
    if (role === null) return one.role === 'owner' ? null : one.role;
    return one === heir ? mine.role : one.role;
  };
  const others = rest.flatMap(({ name, one }) => {
    const next = follows(one);
    return next === one.role ? [] : [{ id: one.id, name, role: next }];
  });
  const changes = [{ id, role }, ...others];
  return { plan: changes.reduce((sum, of) => updateShare(sum, of.id, { role: of.role }), plan), others };
}
