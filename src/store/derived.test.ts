import { expect, test } from 'vitest';
import { planOfFacts } from '../bindings/facts-plan.ts';
import { analyse } from '../engine/index.ts';
import { addHeapBank, placeAt } from '../model/edit.ts';
import { range } from '../model/range.ts';
import { barePlan } from '../testing/bare-plan.ts';
import { analysisOf } from './derived.ts';
import { createMemmap } from './memmap.ts';

test('one analysis per design: asked twice it is the same object, also after a cancelled drag', () => {
  const memmap = createMemmap(() => 0);
  const analysis = () => analysisOf(memmap.store.getState());
  expect(analysis()).toBeNull();
  memmap.setSimulator(analyse);
  expect(analysis()).toBeNull();
  const { board, host } = barePlan();
  const heap = addHeapBank(planOfFacts(host, board), range(0x5000_0000n, 0x1000_0000n));
  memmap.replace('Open', { name: 'test', plan: heap.plan, original: null });
  const before = analysis();
  expect(analysis()).toBe(before);
  memmap.beginGesture('Move');
  memmap.updateGesture((p) => placeAt(p, heap.id, range(0x6000_0000n, 0x1000_0000n)));
  expect(analysis()).not.toBe(before);
  memmap.cancelGesture();
  expect(analysis()).toBe(before);
});
