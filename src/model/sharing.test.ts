import { expect, test } from 'vitest';
import { planSpec } from '../testing/plan-spec.ts';
import { addr } from './addr.ts';
import type { Plan } from './plan.ts';
import { range } from './range.ts';
import { addShared, leave, shareWith, updateShare, withSharers } from './sharing.ts';

const said = ({ domains }: Plan): string[] =>
  domains.map(({ name, shared }) =>
    [name, ...shared.map(({ shmId, guest, role }) => `${shmId}@${guest.toString(16)} ${role}`)].join(' '),
  );
const idOf = ({ domains }: Plan, i: number) => domains[i]?.id ?? ('' as never);

test('shared, shared with one more, and what one of them says of it changed', () => {
  const plan = planSpec('a | b | c shared shm0 60000000>60000000+1000');
  const sharers = [0, 1].map((i) => ({ domain: idOf(plan, i), guest: addr(0x5000_0000n) }));
  const { plan: two, id } = addShared(plan, sharers, range(0x7000_0000n, 0x20_0000n));
  expect(said(two)).toEqual(['a shm1@50000000 owner', 'b shm1@50000000 borrower', 'c shm0@60000000 null']);

  const [of] = two.domains[0]?.shared ?? [];
  if (of === undefined) throw new Error('not shared');
  const three = shareWith(two, of, { domain: idOf(two, 2), guest: addr(0x6800_0000n) });
  expect(said(three)[2]).toBe('c shm0@60000000 null shm1@68000000 borrower');
  expect(shareWith(three, of, { domain: idOf(two, 2), guest: addr(0n) })).toBe(three);

  const changed = updateShare(three, id, { guest: addr(0x5800_0000n), role: null });
  expect(said(changed).slice(0, 2)).toEqual(['a shm1@58000000 null', 'b shm1@50000000 borrower']);
  expect(updateShare(changed, id, { guest: addr(0x5800_0000n), role: null })).toBe(changed);
  const ids = changed.domains.flatMap(({ shared }) => shared.map((one) => one.id));
  expect(new Set(ids).size).toBe(4);
});

test('whoever shares a memory comes along; who has another under its name does not', () => {
  const plan = planSpec(`domU1 kernel 48000000+1000 shared ipc 70000000>70000000+1000 owner
    | domU2 shared ipc 70000000>80000000+1000 borrower | domU3 shared ipc 71000000>70000000+1000`);
  const [first, second] = plan.domains.map(({ shared }) => shared[0]?.id);
  const kernel = plan.domains[0]?.modules[0]?.id;
  if (first === undefined || kernel === undefined) throw new Error('no such thing');
  expect(withSharers(plan, [kernel, first])).toEqual([kernel, first, second]);
  expect(withSharers(plan, [kernel])).toEqual([kernel]);
});

const OWNED = `a shared one 60000000>20000000+100000 owner | b shared one 60000000>20000000+100000 borrower
  | c shared one 60000000>20000000+100000 borrower shared two 70000000>30000000+1000 borrower`;

test.each<[string, string, readonly string[]]>([
  ['the owner leaves: the first who stays owns it', OWNED, ['b owns one']],
  ['nobody stays', 'a shared one 60000000>20000000+100000 owner', []],
  [
    'another stays who owns it by its role, or by having none',
    `a shared one 60000000>20000000+100000 owner | b shared one 60000000>20000000+100000 borrower
    | c shared one 60000000>20000000+100000`,
    [],
  ],
  ['of another size it is another memory', OWNED.replaceAll('100000 borrower', '200000 borrower'), []],
])('%s', (_what, spec, expected) => {
  const plan = planSpec(spec);
  const [a] = plan.domains;
  const share = a?.shared[0]?.id ?? ('' as never);
  const stopped = leave(plan, [share]);
  expect(stopped.heirs.map(({ name, shmId }) => `${name} owns ${shmId}`)).toEqual(expected);
  const gone = leave(plan, [a?.id ?? ('' as never)]);
  expect(gone.heirs).toEqual(stopped.heirs);
  expect(said(gone.plan)).toEqual(said(stopped.plan).slice(1));
});

test('dom_io goes on owning what a domain without a role leaves to borrowers', () => {
  const plan = planSpec(OWNED.replace(' owner', ''));
  const { plan: after, heirs } = leave(plan, plan.domains[0]?.shared.map(({ id }) => id) ?? []);
  expect(heirs).toEqual([]);
  expect(said(after)).toEqual(['a', 'b one@20000000 null', 'c one@20000000 borrower two@30000000 borrower']);
});

test('a borrower leaves and nothing else changes; so it is with what was nobody’s before', () => {
  const plan = planSpec(OWNED);
  const [a, , c] = plan.domains;
  const { plan: after, heirs } = leave(plan, [c?.id ?? ('' as never)]);
  expect(heirs).toEqual([]);
  expect(after.domains[0]).toBe(a);
  const nobodys = planSpec(OWNED.replace('owner', 'borrower'));
  expect(leave(nobodys, [nobodys.domains[0]?.id ?? ('' as never)]).plan.domains).toEqual(
    nobodys.domains.slice(1),
  );
});
