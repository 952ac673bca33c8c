import { expect, test } from 'vitest';
import type { PlacedItem } from '../../engine/place/placing.ts';
import { MiB } from '../../model/addr.ts';
import { FDT_BLOB, XEN_IMAGE } from '../../model/entities.ts';
import { addNeed, type NeedFor, plainNeed } from '../../model/need.ts';
import type { EntityId, Plan } from '../../model/plan.ts';
import { range } from '../../model/range.ts';
import { bytes } from '../../model/addr.ts';
import { planSpec } from '../../testing/plan-spec.ts';
import { proposedOf } from './proposed.ts';

const plan = planSpec(
  'ram 40000000+40000000 | heap 44000000+2000000 | domU1 static 50000000+1000000 | domU2 static 52000000+1000000',
);
const idOf = (index: number): EntityId => plan.domains[index]?.id ?? ('' as EntityId);
const bank = plan.domains[1]?.staticMem?.[0]?.id ?? ('' as EntityId);
const [heap] = plan.heap;

const wanting = (what: NeedFor): { readonly plan: Plan; readonly id: EntityId } => {
  const after = addNeed(plan, plainNeed('' as EntityId, what, bytes(MiB)));
  return { plan: after, id: after.wants.needs[0]?.id ?? ('' as EntityId) };
};
const item = (fields: Partial<PlacedItem>): PlacedItem => ({
  label: 'it',
  from: [],
  to: [range(0x6000_0000n, MiB)],
  ids: [],
  need: null,
  ...fields,
});
const lanes = (of: Plan, fields: Partial<PlacedItem>): string[] =>
  proposedOf(of, [item(fields)]).map(
    ({ lane, owner, range: at }) => `${lane} ${owner} ${at.start.toString(16)}`,
  );

test('what moves stays on its lane', () => {
  expect(lanes(plan, { ids: [bank] })).toEqual([`host ${idOf(1)} dom-1 60000000`]);
  expect(lanes(plan, { ids: [XEN_IMAGE] })).toEqual(['xen xen 60000000']);
  expect(lanes(plan, { ids: [FDT_BLOB] })).toEqual(['xen xen 60000000']);
  expect(lanes(plan, { ids: heap === undefined ? [] : [heap.id] })).toEqual(['xen xen 60000000']);
});

test.each<[NeedFor, string]>([
  [{ kind: 'memory', domain: idOf(0) }, `host ${idOf(0)} dom-0`],
  [{ kind: 'heap' }, 'xen xen'],
  [{ kind: 'module', domain: idOf(0), module: 'kernel' }, 'modules module'],
])('what is new comes to the lane of what it is for: %j', (what, lane) => {
  const { plan: after, id } = wanting(what);
  const to = [range(0x6000_0000n, MiB), range(0x7000_0000n, MiB)];
  expect(lanes(after, { need: id, to })).toEqual([`${lane} 60000000`, `${lane} 70000000`]);
});

test('what is gone is not drawn', () => {
  expect(lanes(plan, { ids: ['gone' as EntityId] })).toEqual([]);
  expect(lanes(plan, { need: 'gone' as EntityId })).toEqual([]);
});
