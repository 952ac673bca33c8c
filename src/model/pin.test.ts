import { expect, test } from 'vitest';
import { planSpec } from '../testing/plan-spec.ts';
import { DOM0 } from './dom0.ts';
import { remove, setLoad } from './edit.ts';
import { entities, entityLabel, FDT_BLOB, ramId, XEN_IMAGE } from './entities.ts';
import { arePinned, pinnable, setPinned } from './pin.ts';
import type { EntityId, Plan } from './plan.ts';

const plan =
  planSpec(`ram 40000000+80000000 | reserved 48000000+1000 | xen 40200000+200000 | fdt 40400000+1000
  | heap 50000000+1000000 | dom0 kernel 41000000+1000
  | domU1 static 60000000+1000000 61000000+1000000 kernel 42000000+1000 shared ipc 70000000>90000000+1000 owner
  | domU2 kernel 42000000+1000 shared ipc 70000000>90000000+1000 borrower shared own 91000000+1000`);

const label = (of: Plan, wanted: EntityId): string => {
  const found = [...entities(of)].find(([id]) => id === wanted);
  return found === undefined ? wanted : entityLabel(of, found[1]);
};
const domain = (index: number): EntityId => plan.domains[index]?.id ?? ('' as EntityId);
const bank = plan.domains[0]?.staticMem?.[0]?.id ?? ('' as EntityId);

test.each<[string, readonly EntityId[], string[]]>([
  ['a bank alone', [bank], ['domU1 bank 0']],
  [
    'a domain: what it has, and who names the same memory',
    [domain(0)],
    [
      'domU1 bank 0',
      'domU1 bank 1',
      'domU1 kernel',
      'shared memory ipc',
      'domU2 kernel',
      'shared memory ipc',
    ],
  ],
  ['dom0: its modules', [DOM0], ['dom0 kernel']],
  ['what the boot loader places', [XEN_IMAGE, FDT_BLOB], ['Xen image', 'device tree blob']],
  ['what Xen places has no place to pin', [plan.domains[1]?.shared[1]?.id ?? bank], []],
  ['RAM is the board’s', [ramId(0)], []],
])('%s', (_what, ids, labels) => {
  expect(pinnable(plan, ids).map((id) => label(plan, id))).toEqual(labels);
});

test('pinned and let go of: the same plan where nothing changes, and nobody else’s pin goes', () => {
  const one = setPinned(plan, [bank], true);
  expect(setPinned(one, [bank], true)).toBe(one);
  expect(setPinned(plan, [bank], false)).toBe(plan);
  expect([arePinned(plan, [bank]), arePinned(one, [bank]), arePinned(one, [domain(0)])]).toEqual([
    false,
    true,
    false,
  ]);
  const all = setPinned(one, [domain(0)], true);
  expect(arePinned(all, [domain(0)])).toBe(true);
  expect(arePinned(all, [plan.domains[1]?.modules[0]?.id ?? bank])).toBe(true);
  expect([...setPinned(all, [domain(1)], false).pinned].map((id) => label(plan, id))).toEqual([
    'domU1 bank 0',
    'domU1 bank 1',
  ]);
  expect(one.tree).toBe(plan.tree);
});

test('nothing to pin is not pinned', () => {
  expect(arePinned(setPinned(plan, [bank], true), [ramId(0)])).toBe(false);
});

test('an image whose place is not known any more comes back without its pin', () => {
  const pinned = setPinned(plan, [XEN_IMAGE, FDT_BLOB], true);
  expect([...remove(pinned, [XEN_IMAGE]).pinned]).toEqual([FDT_BLOB]);
  expect([...setLoad(pinned, { xen: plan.load.xen, fdt: null }).pinned]).toEqual([XEN_IMAGE]);
});
