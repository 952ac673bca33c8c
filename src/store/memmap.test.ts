import { beforeEach, expect, test } from 'vitest';
import { planOfFacts } from '../bindings/facts-plan.ts';
import { planOf } from '../bindings/plan.ts';
import { addBank, addDomain, addHeapBank, placeAt, remove } from '../model/edit.ts';
import type { Plan } from '../model/plan.ts';
import { range } from '../model/range.ts';
import { DEFAULT_TARGET } from '../model/target.ts';
import { barePlan } from '../testing/bare-plan.ts';
import { createMemmap, type Memmap } from './memmap.ts';

const at = (start: bigint) => range(start, 0x1000_0000n);
const open = (): Plan => planOfFacts(barePlan().host, barePlan().board);

let clock = 0;
let memmap: Memmap;
const design = () => memmap.store.getState().design;
const plan = (): Plan => design()?.plan ?? barePlan();

beforeEach(() => {
  clock = 0;
  memmap = createMemmap(() => clock);
  memmap.replace('Open', { name: 'test', plan: open(), original: null });
});

test('n edits and n undos are the same document by identity, and redo leads back', () => {
  const documents = [design()];
  for (let i = 0; i < 5; i += 1) {
    memmap.commit('Add', (p) => addHeapBank(p, at(0x5000_0000n + BigInt(i) * 0x1000_0000n)).plan);
    documents.push(design());
  }
  for (const document of documents.toReversed().slice(1)) {
    memmap.undo();
    expect(design()).toBe(document);
  }
  memmap.undo();
  expect(design()).toBe(documents[0]);
  for (const document of documents.slice(1)) {
    memmap.redo();
    expect(design()).toBe(document);
  }
});

test('a gesture is one entry; its draft never piles up', () => {
  const added = addHeapBank(plan(), at(0x5000_0000n));
  memmap.commit('Add', () => added.plan);
  const before = design();
  memmap.beginGesture('Move');
  for (let i = 1n; i <= 60n; i += 1n)
    memmap.updateGesture((p) => placeAt(p, added.id, at(0x5000_0000n + i * 0x20_0000n)));
  memmap.endGesture();
  expect(plan().heap[0]?.start).toBe(0x5780_0000n);
  expect(memmap.store.getState().history.past).toHaveLength(2);
  memmap.undo();
  expect(design()).toBe(before);
});

test('a cancelled gesture, and one that ends where it began, leave no trace', () => {
  const added = addHeapBank(plan(), at(0x5000_0000n));
  memmap.commit('Add', () => added.plan);
  const before = design();
  memmap.beginGesture('Move');
  memmap.updateGesture((p) => placeAt(p, added.id, at(0x7000_0000n)));
  memmap.cancelGesture();
  expect(design()).toBe(before);
  memmap.beginGesture('Move');
  memmap.updateGesture((p) => placeAt(p, added.id, at(0x7000_0000n)));
  memmap.updateGesture((p) => placeAt(p, added.id, at(0x5000_0000n)));
  memmap.endGesture();
  expect(design()).toBe(before);
  expect(memmap.store.getState().history.past).toHaveLength(1);
});

test('selection is what is alive, and comes back with undo', () => {
  const added = addHeapBank(plan(), at(0x5000_0000n));
  memmap.commit('Add', () => added.plan, { select: [added.id] });
  expect(memmap.store.getState().selection).toEqual([added.id]);
  memmap.commit('Delete', (p) => remove(p, [added.id]));
  expect(memmap.store.getState().selection).toEqual([]);
  memmap.undo();
  expect(memmap.store.getState().selection).toEqual([added.id]);
});

test('tree and entities say the same after every edit', () => {
  memmap.commit('Add', (p) => {
    const domain = addDomain(p, 'domU1');
    return addBank(domain.plan, domain.id, at(0x6000_0000n)).plan;
  });
  const read = planOf(plan().tree, plan().board);
  expect(read.domains[0]).toMatchObject({ name: 'domU1', memory: 0x1000_0000n });
});

test('what a device tree cannot hold is refused by name and changes nothing', () => {
  const before = design();
  memmap.commit('Add', (p) => addDomain(p, 'a/b').plan);
  expect(design()).toBe(before);
  expect(memmap.store.getState().notice?.kind).toBe('error');
});

test('another release is not an edit, and edits from before it still undo', () => {
  memmap.commit('Add', (p) => addHeapBank(p, at(0x5000_0000n)).plan);
  memmap.setTarget({ ...DEFAULT_TARGET, release: '4.17' });
  memmap.undo();
  expect(plan().heap).toEqual([]);
  expect(memmap.store.getState().target.release).toBe('4.17');
});

test('a document no device tree can hold changes nothing but the notice; a good one clears it', () => {
  const good = { name: 'good', plan: open(), original: null };
  const { domains, ...rest } = addDomain(open(), 'domU1').plan;
  const nowhere = { ...rest, domains: domains.map((domain) => ({ ...domain, name: 'a/b' })) };
  memmap.setViewport({ start: at(0n).start, bytesPerPx: 1 });
  const before = memmap.store.getState();
  expect(memmap.replace('Open', { ...good, plan: nowhere }, { ...DEFAULT_TARGET, release: '4.17' })).toBe(
    false,
  );
  expect(memmap.store.getState()).toEqual({ ...before, notice: expect.objectContaining({ kind: 'error' }) });
  expect(memmap.replace('Open', good)).toBe(true);
  expect(memmap.store.getState().notice).toBeNull();
});
