import { expect, test } from 'vitest';
import { planSpec } from '../testing/plan-spec.ts';
import { type Role, setRole } from './roles.ts';

const ROLES: Readonly<Record<string, Role>> = { owner: 'owner', borrower: 'borrower', none: null };
const said = (role: Role | undefined): string => role ?? 'none';

/** Three domains that share one memory, by their roles; the last has another of the same name. */
const sharing = (roles: string) => {
  const nodes = roles.split(' ').map((role) => `one 60000000>20000000+100000 ${role === 'none' ? '' : role}`);
  return planSpec(`a shared ${nodes[0]} | b shared ${nodes[1]} | c shared ${nodes[2]}
    | d shared one 70000000>20000000+100000 owner`);
};

test.each<[string, number, string, string, string]>([
  ['the second owner', 1, 'owner borrower borrower', 'owner', 'borrower owner borrower'],
  ['an owner beside nodes without role', 0, 'none none none', 'owner', 'owner borrower borrower'],
  ['an owner where nobody was', 2, 'borrower borrower borrower', 'owner', 'borrower borrower owner'],
  ['the owner borrows', 0, 'owner borrower borrower', 'borrower', 'borrower owner borrower'],
  ['a later owner borrows', 2, 'borrower borrower owner', 'borrower', 'owner borrower borrower'],
  ['who had no role borrows from dom_io', 0, 'none none borrower', 'borrower', 'borrower none borrower'],
  ['the only one without role borrows', 1, 'borrower none borrower', 'borrower', 'none borrower borrower'],
  ['one of two owners borrows', 0, 'owner owner borrower', 'borrower', 'borrower owner borrower'],
  ['no role for the owner', 0, 'owner borrower borrower', 'none', 'none borrower borrower'],
  ['no role for a borrower', 1, 'owner borrower borrower', 'none', 'none none borrower'],
])('%s', (_what, i, before, role, after) => {
  const plan = sharing(before);
  const id = plan.domains[i]?.shared[0]?.id ?? ('' as never);
  const { plan: next, others } = setRole(plan, id, ROLES[role] ?? null);
  const now = next.domains.map(({ shared }) => said(shared[0]?.role));
  expect(now).toEqual([...after.split(' '), 'owner']);
  const was = before.split(' ');
  const told = others.map((one) => `${one.name} ${said(one.role)}`);
  const changed = next.domains.flatMap(({ name }, j) =>
    j === i || j > 2 || was[j] === now[j] ? [] : [`${name} ${now[j]}`],
  );
  expect(told).toEqual(changed);
});

test('nothing is changed where nothing changes', () => {
  const plan = sharing('owner borrower borrower');
  expect(setRole(plan, plan.domains[0]?.shared[0]?.id ?? ('' as never), 'owner')).toEqual({
    plan,
    others: [],
  });
  expect(setRole(plan, 'gone' as never, 'owner')).toEqual({ plan, others: [] });
});
