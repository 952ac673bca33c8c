import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planSpec } from '../testing/plan-spec.ts';
import { holdsFor } from '../testing/seed.ts';
import { addr, bytes, MiB, PAGE } from './addr.ts';
import { duplicate } from './duplicate.ts';
import { entities } from './entities.ts';
import { setPinned } from './pin.ts';
import type { EntityId, Plan, Region } from './plan.ts';
import { range, totalSize, union } from './range.ts';
import { mergeOf, middleOf, type Rearranged, splitAt } from './rearrange.ts';
import { problemText, type Result } from './result.ts';

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('no such thing in this plan');
  return value;
}
function done(result: Result<Rearranged>): Rearranged {
  if (!result.ok) throw new Error(problemText(result.problem));
  return result.value;
}

/** `h0`, `b1`, `k0`: a bank of the heap or of domU1, domU1's kernel; `d1`: the first bank of the second domain. */
function idOf(plan: Plan, name: string): EntityId {
  const index = Number(name.slice(1));
  const [domU1] = plan.domains;
  const lists: Record<string, readonly { readonly id: EntityId }[]> = {
    h: plan.heap,
    b: domU1?.staticMem ?? [],
    k: domU1?.modules ?? [],
    d: plan.domains.map(({ staticMem }) => known(staticMem?.[0])),
  };
  return known(lists[name.charAt(0)]?.[index]).id;
}
const hex = (banks: readonly Region[] | null): string =>
  (banks ?? []).map((b) => `${b.start.toString(16)}+${b.size.toString(16)}`).join(' ');
const said = (result: Result<Rearranged>, of: 'heap' | 'domU1' = 'domU1'): string => {
  if (!result.ok) return problemText(result.problem);
  const { heap, domains } = result.value.plan;
  return hex(of === 'heap' ? heap : (domains[0]?.staticMem ?? []));
};

describe('split', () => {
  const plan = planSpec(
    'heap 42000000+2000000 | domU1 static 50000000+4000000 60000000+1000 kernel 48000000+10000',
  );
  test.each([
    ['b0', 0x5100_0000n, '50000000+1000000 51000000+3000000 60000000+1000'],
    ['b1', 0x6000_0800n, '50000000+4000000 60000000+800 60000800+800'],
    ['b0', 0x5000_0000n, 'nothing to cut there: it is no place inside the bank'],
    ['b0', 0x5400_0000n, 'nothing to cut there: it is no place inside the bank'],
    ['k0', 0x4800_1000n, 'only banks of a static heap or of static memory'],
  ])('%s at %s: %s', (name, at, expected) => {
    expect(said(splitAt(plan, idOf(plan, name), addr(at)))).toBe(expected);
  });
  test('a bank of the heap too', () => {
    expect(said(splitAt(plan, idOf(plan, 'h0'), addr(0x4300_0000n)), 'heap')).toBe(
      '42000000+1000000 43000000+1000000',
    );
  });
  test.each([
    [0x5000_0000n, 0x400_0000n, 0x5200_0000n],
    [0x5000_0000n, 0x30_0000n, 0x5020_0000n],
    [0x5000_0000n, 0x20_0000n, 0x5010_0000n],
    [0x5000_0000n, 0x3000n, 0x5000_2000n],
    [0x5000_0000n, 0x1000n, null],
  ])('the middle of %s + %s is %s', (start, size, middle) => {
    expect(middleOf(range(start, size), bytes(2n * MiB))).toBe(middle);
  });
});

describe('merge', () => {
  const plan = planSpec(
    'heap 42000000+1000000 43000000+1000000 | domU1 static 60000000+1000000 50000000+1000000 51000000+1000000 50800000+1000000 70000000+1000000 kernel 48000000+10000 | domU2 static 61000000+1000000',
  );
  test.each([
    [['b1', 'b2'], '60000000+1000000 50000000+2000000 50800000+1000000 70000000+1000000'],
    [['b2', 'b1'], '60000000+1000000 50000000+2000000 50800000+1000000 70000000+1000000'],
    [['b1'], '60000000+1000000 50000000+2000000 70000000+1000000'],
    [['b1', 'b3'], '60000000+1000000 50000000+1800000 51000000+1000000 70000000+1000000'],
    [['b0', 'b1'], 'they do not touch: what lies between them is not theirs'],
    [['b0'], 'no other bank of the same owner touches it'],
    [['b0', 'd1'], 'only banks of one owner can become one'],
    [['b0', 'k0'], 'only banks of one owner can become one'],
    [['k0'], 'only banks of a static heap or of static memory'],
    [[], 'only banks of a static heap or of static memory'],
  ])('%j: %s', (names, expected) => {
    const merged = mergeOf(
      plan,
      names.map((name) => idOf(plan, name)),
    );
    expect(said(merged)).toBe(expected);
  });
  test('banks of the heap too, and the first keeps its id', () => {
    const merged = mergeOf(plan, [idOf(plan, 'h1'), idOf(plan, 'h0')]);
    expect(said(merged, 'heap')).toBe('42000000+2000000');
    expect(done(merged).ids).toEqual([idOf(plan, 'h0')]);
  });
  test('of banks that overlapped, memory counts every page once', () => {
    const merged = mergeOf(plan, [idOf(plan, 'b1'), idOf(plan, 'b3')]);
    expect(done(merged).plan.domains[0]?.memory).toBe(0x480_0000n);
  });
});

describe('a pin', () => {
  const plan = planSpec('ram 40000000+20000000 | domU1 static 50000000+4000000 54000000+2000000');
  const pinned = setPinned(plan, [idOf(plan, 'b1')], true);
  const pins = (result: Result<Rearranged>): boolean[] => {
    const { plan: after } = done(result);
    return (after.domains[0]?.staticMem ?? []).map(({ id }) => after.pinned.has(id));
  };
  test('holds both halves of what is cut', () => {
    expect(pins(splitAt(pinned, idOf(plan, 'b1'), addr(0x5500_0000n)))).toEqual([false, true, true]);
  });
  test('holds what it is joined with', () => {
    expect(pins(mergeOf(pinned, [idOf(plan, 'b0')]))).toEqual([true]);
  });
  test('is not copied', () => {
    expect(pins(duplicate(pinned, [idOf(plan, 'b1')]))).toEqual([false, true, false]);
  });
});

test('cut anywhere and joined again: the same banks, the same memory, the same id', () => {
  const plan = planSpec('domU1 static 60000000+1000000 50000000+4000000 | domU2 static 40000000+1000');
  const bank = idOf(plan, 'b1');
  holdsFor(
    fc.property(fc.bigInt({ min: 1n, max: 0x3fffn }), (page) => {
      const cut = done(splitAt(plan, bank, addr(0x5000_0000n + page * PAGE)));
      expect(cut.plan.domains[0]?.memory).toBe(plan.domains[0]?.memory);
      expect(cut.plan.domains[1]).toBe(plan.domains[1]);
      expect(done(mergeOf(cut.plan, cut.ids)).plan.domains).toEqual(plan.domains);
    }),
  );
});

test('no edit loses or invents memory, or gives an id twice', () => {
  holdsFor(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom('split', 'merge', 'copy'), fc.nat(9), fc.nat(9)), { maxLength: 12 }),
      (edits) => {
        let plan = planSpec('ram 40000000+20000000 | domU1 static 50000000+1000000 51000000+1000000');
        for (const [edit, a, b] of edits) {
          const banks = plan.domains[0]?.staticMem ?? [];
          const one = known(banks[a % banks.length]);
          const two = known(banks[b % banks.length]);
          const result =
            edit === 'split'
              ? splitAt(plan, one.id, middleOf(one, bytes(2n * MiB)) ?? one.start)
              : edit === 'merge'
                ? mergeOf(plan, [...new Set([one.id, two.id])])
                : duplicate(plan, [one.id]);
          if (!result.ok) continue;
          const after = result.value.plan.domains[0]?.staticMem ?? [];
          const added = edit === 'copy' ? one.size : 0n;
          expect(totalSize(union(after))).toBe(totalSize(union(banks)) + added);
          expect(result.value.plan.domains[0]?.memory).toBe(totalSize(after));
          plan = result.value.plan;
        }
        const ids = [...entities(plan)].map(([id]) => id);
        expect(new Set(ids).size).toBe(ids.length);
      },
    ),
  );
});
