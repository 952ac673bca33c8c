import { describe, expect, test } from 'vitest';
import { planSpec } from '../testing/plan-spec.ts';
import { duplicate } from './duplicate.ts';
import { entities, entityLabel } from './entities.ts';
import type { EntityId, Plan } from './plan.ts';
import { problemText, type Result } from './result.ts';
import type { Rearranged } from './rearrange.ts';

const idOf = (plan: Plan, label: string): EntityId =>
  [...entities(plan)].find(([, entity]) => entityLabel(plan, entity) === label)?.[0] ?? ('' as EntityId);
const copied = (plan: Plan, labels: readonly string[]): Result<Rearranged> =>
  duplicate(
    plan,
    labels.map((label) => idOf(plan, label)),
  );
function done(result: Result<Rearranged>): Rearranged {
  if (!result.ok) throw new Error(problemText(result.problem));
  return result.value;
}
const hex = (value: bigint | null): string => value?.toString(16) ?? 'heap';

describe('a bank', () => {
  const plan = planSpec(
    'ram 40000000+20000000 | domU1 static 50000000+4000000 58001000+1000 | domU2 static 54000000+2000000',
  );
  const banks = (result: Result<Rearranged>): string =>
    result.ok
      ? (result.value.plan.domains[0]?.staticMem ?? []).map((b) => `${hex(b.start)}+${hex(b.size)}`).join(' ')
      : problemText(result.problem);
  test.each([
    [['domU1 bank 0'], '50000000+4000000 58001000+1000 58200000+4000000'],
    [['domU1 bank 1'], '50000000+4000000 58001000+1000 58002000+1000'],
    [['domU1 bank 1', 'domU1 bank 0'], '50000000+4000000 58001000+1000 58002000+1000 58200000+4000000'],
    [[], 'nothing is selected'],
  ])('%j: %s', (labels, expected) => {
    expect(banks(copied(plan, labels))).toBe(expected);
  });
  test('the copies are selected', () => {
    expect(done(copied(plan, ['domU1 bank 1', 'domU1 bank 0'])).ids).toHaveLength(2);
  });
  test('where no room is left it says so', () => {
    const full = planSpec('ram 40000000+10000000 | domU1 static 40000000+9000000');
    expect(banks(copied(full, ['domU1 bank 0']))).toBe('no free piece of RAM is large enough for a copy');
  });
});

describe('shared memory', () => {
  const plan =
    planSpec(`domU1 shared ipc 70000000>90000000+1000 owner shared next 70100000>90001000+1000 owner
    | domU2 shared ipc 70000000>70000000+1000 borrower | domU3 shared far 91000000+1000`);
  const shared = ({ domains }: Plan): string[] =>
    domains.map(({ shared: all }) =>
      all.map((s) => `${s.shmId} ${hex(s.host)}>${hex(s.guest)} ${s.role ?? ''}`.trimEnd()).join(', '),
    );
  test('for all that share it, each in its role, at free addresses of host and guest', () => {
    const { plan: after, ids } = done(copied(plan, ['shared memory ipc']));
    expect(shared(after)).toEqual([
      'ipc 70000000>90000000 owner, next 70100000>90001000 owner, ipc-2 70200000>90002000 owner',
      'ipc 70000000>70000000 borrower, ipc-2 70200000>70200000 borrower',
      'far heap>91000000',
    ]);
    expect(ids).toEqual([after.domains[0]?.shared.at(-1)?.id]);
  });
  test('from Xen’s heap too; its name keeps to 15 letters', () => {
    const long = planSpec('domU1 shared a-name-of-15-ch 91000000+1000');
    const twice = done(
      copied(done(copied(long, ['shared memory a-name-of-15-ch'])).plan, ['shared memory a-name-of-15-ch']),
    );
    expect(shared(twice.plan)).toEqual([
      'a-name-of-15-ch heap>91000000, a-name-of-15--2 heap>91001000, a-name-of-15--3 heap>91002000',
    ]);
  });
});

test.each([
  ['domU1 kernel', /one file of its kind/],
  ['Xen image', /there is one/],
  ['RAM bank 0', /the board’s own/],
])('%s is not copied, and it says why', (label, why) => {
  const plan = planSpec('xen 40200000+200000 | domU1 kernel 48000000+1000');
  const result = copied(plan, [label]);
  expect(result.ok ? '' : problemText(result.problem)).toMatch(why);
});
