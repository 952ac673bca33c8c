import { beforeEach, expect, test } from 'vitest';
import { timeline } from '../../engine/pages/index.ts';
import { addr } from '../../model/addr.ts';
import type { EntityId } from '../../model/plan.ts';
import { DEFAULT_TARGET } from '../../model/target.ts';
import { createMemmap, type Memmap } from '../../store/memmap.ts';
import { planSpec } from '../../testing/plan-spec.ts';
import { choosePage, pageOf } from './page-of.ts';

const plan = planSpec('ram 40000000+40000000 | domU1 static 60000000+10000000 kernel 48000000+200000');
const steps = timeline(plan, DEFAULT_TARGET);
const [domU1] = plan.domains;
const bank = domU1?.staticMem?.[0]?.id ?? ('' as EntityId);
let memmap: Memmap;
const page = () => pageOf(memmap.store.getState());

beforeEach(() => {
  memmap = createMemmap(() => 0);
  memmap.replace('Open', { name: 'test', plan, original: null });
  memmap.setMoment({ index: 0, actions: [] });
});

test('is the one that was pressed, whole, until something else is selected', () => {
  expect(page()).toBeNull();
  choosePage(memmap, steps, addr(0x4123_4567n));
  expect(page()).toBe(0x4123_4000n);
  memmap.select([bank]);
  expect(page()).toBe(0x6000_0000n);
  choosePage(memmap, steps, addr(0x6800_0000n));
  expect(page()).toBe(0x6800_0000n);
});

test('is the first of a domain that is selected', () => {
  memmap.select(domU1 === undefined ? [] : [domU1.id]);
  expect(page()).toBe(0x6000_0000n);
});

test('is none where there is no RAM', () => {
  choosePage(memmap, steps, addr(0x900_0000n));
  expect(page()).toBeNull();
});

test('is none while no timeline is looked at', () => {
  memmap.select([bank]);
  memmap.setMoment(null);
  expect(page()).toBeNull();
});
