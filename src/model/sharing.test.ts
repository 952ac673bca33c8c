import { expect, test } from 'vitest';
import { planSpec } from '../testing/plan-spec.ts';
import { addr } from './addr.ts';
import type { Plan } from './plan.ts';
import { range } from './range.ts';
import { addShared, shareWith, updateShare, withSharers } from './sharing.ts';

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
