import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from '../devicetree/document.ts';
import { printTree } from '../devicetree/print.ts';
import { bytes } from '../model/addr.ts';
import type { EntityId, Plan } from '../model/plan.ts';
import { arbitraryEntities, withEntities, withoutIds } from '../testing/arbitrary-plan.ts';
import { planSpec, TEST_BOARD } from '../testing/plan-spec.ts';
import { holdsFor } from '../testing/seed.ts';
import { planOf } from './plan.ts';
import { reread } from './reread.ts';
import { settle } from './settle.ts';

const FILE = { name: 'Image', size: bytes(0x9000n), header: { kind: 'gzip' } } as const;

const SPEC = `ram 40000000+80000000 | heap 48000000+1000000 4a000000+1000000
  | domU1 static 60000000+10000000 78000000+1000000 kernel 44000000+10000 ramdisk 45000000+10000
  | domU2 shared ipc 70000000>b0000000+1000 owner`;

const fileOf = (plan: Plan): Plan => ({
  ...plan,
  domains: plan.domains.map((of) => ({ ...of, modules: of.modules.map((one) => ({ ...one, file: FILE })) })),
});

/** The plan as a text says it, and that text changed by hand. */
const before = fileOf(planOf(planSpec(SPEC).tree, TEST_BOARD));
const TEXT = printTree(before.tree);
const typed = (from: string | RegExp, to: string): Plan => {
  const text = TEXT.replace(from, to);
  expect(text).not.toBe(TEXT);
  return reread(before, parse(text).tree);
};
const ids = (of: readonly { readonly id: EntityId }[] | null | undefined): readonly EntityId[] =>
  (of ?? []).map(({ id }) => id);

const allIds = ({ heap, domains, dom0Modules }: Plan): readonly EntityId[] => [
  ...ids(heap),
  ...domains.flatMap((of) => [of.id, ...ids(of.staticMem), ...ids(of.modules), ...ids(of.shared)]),
  ...ids(dom0Modules),
];

test('the same tree is the same plan', () => {
  expect(reread(before, before.tree)).toBe(before);
});

test('a number is typed over: everything is still itself, files included', () => {
  const after = typed('0x60000000', '0x62000000');
  expect(after.domains[0]?.staticMem?.map(({ start }) => start)).toEqual([0x6200_0000n, 0x7800_0000n]);
  expect(allIds(after)).toEqual(allIds(before));
  expect(after.domains[0]?.modules.map(({ file }) => file)).toEqual([FILE, FILE]);
  expect(after.paths).toEqual(before.paths);
});

test('what is pinned stays so while its number is typed over, and a bank that comes new is not', () => {
  const [bank] = ids(before.domains[0]?.staticMem);
  const pinned = { ...before, pinned: new Set([bank ?? ('' as EntityId)]) };
  const text = TEXT.replace('<0x0 0x60000000', '<0x0 0x47000000 0x0 0x1000000 0x0 0x62000000');
  const after = reread(pinned, parse(text).tree);
  expect(after.pinned).toBe(pinned.pinned);
  expect(after.domains[0]?.staticMem?.filter(({ id }) => after.pinned.has(id))).toEqual([
    { id: bank, start: 0x6200_0000n, size: 0x1000_0000n },
  ]);
});

test('a bank goes: the other keeps its id', () => {
  const after = typed('0x0 0x48000000 0x0 0x1000000 ', '');
  expect(ids(after.heap)).toEqual(ids(before.heap).slice(1));
});

test('a bank comes first: the old ones keep their ids, the new one has its own', () => {
  const after = typed('<0x0 0x48000000', '<0x0 0x47000000 0x0 0x1000000 0x0 0x48000000');
  expect(ids(after.heap).slice(1)).toEqual(ids(before.heap));
  expect(ids(after.heap)[0]).toBe(`e${before.nextId}`);
  expect(after.nextId).toBe(before.nextId + 1);
});

test('domains are known by their names, a renamed one by being left over', () => {
  const [domU1, domU2] = ids(before.domains);
  expect(ids(typed(/domU1 \{/, 'domU3 {').domains)).toEqual([domU1, domU2]);
  const swapped = reread(before, {
    ...before.tree,
    root: {
      ...before.tree.root,
      children: before.tree.root.children.map((child) =>
        child.name === 'chosen' ? { ...child, children: child.children.toReversed() } : child,
      ),
    },
  });
  expect(ids(swapped.domains)).toEqual([domU2, domU1]);
});

test('whatever is read, no two things have one id, and nothing but ids differs from reading it afresh', () => {
  holdsFor(
    fc.property(arbitraryEntities, arbitraryEntities, (first, second) => {
      const base = planSpec('ram 40000000+80000000');
      const from = settle(withEntities(base, first), '4.22');
      const to = settle(withEntities(base, second), '4.22');
      if (!from.ok || !to.ok) return;
      const after = reread(from.value, to.value.tree);
      expect(withoutIds(after)).toEqual(withoutIds(planOf(to.value.tree, TEST_BOARD)));
      const all = allIds(after);
      expect(new Set(all).size).toBe(all.length);
      expect([...after.paths.keys()].toSorted()).toEqual(all.toSorted());
      expect(settle(after, '4.22')).toEqual({ ok: true, value: after });
    }),
  );
});
