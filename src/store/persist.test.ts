import { expect, test } from 'vitest';
import { planOfFacts } from '../bindings/facts-plan.ts';
import { addHeapBank } from '../model/edit.ts';
import { range } from '../model/range.ts';
import { barePlan } from '../testing/bare-plan.ts';
import { createMemmap } from './memmap.ts';
import { autosave, restore, type Storage } from './persist.ts';

const kept = (): Storage & { readonly map: Map<string, string> } => {
  const map = new Map<string, string>();
  return { map, get: async (key) => map.get(key), set: async (key, text) => void map.set(key, text) };
};
const refusing: Storage = {
  get: () => Promise.reject(new Error('no storage')),
  set: () => Promise.reject(new Error('no storage')),
};

function opened(storage: Storage) {
  const memmap = createMemmap(() => 0);
  const saver = autosave(memmap, storage);
  const { board, host } = barePlan();
  memmap.replace('Open', { name: 'kept', plan: planOfFacts(host, board), original: null });
  memmap.commit('Add', (p) => addHeapBank(p, range(0x5000_0000n, 0x1000_0000n)).plan);
  return { memmap, saver };
}

test('the next visit has the last design', async () => {
  const storage = kept();
  const { memmap, saver } = opened(storage);
  await saver.flush();
  saver.stop();
  expect(memmap.store.getState().saved).toBe('saved');
  const next = createMemmap(() => 0);
  await restore(next, storage);
  expect(next.store.getState().design?.plan.heap).toEqual(memmap.store.getState().design?.plan.heap);
});

test('a browser that keeps nothing says so once', async () => {
  const { memmap, saver } = opened(refusing);
  await saver.flush();
  saver.stop();
  expect(memmap.store.getState()).toMatchObject({ saved: 'off', notice: { kind: 'error' } });
});

test('a kept design that cannot be read is named, and the page starts empty', async () => {
  const storage = kept();
  storage.map.set('design', '{"format":"xen-memmap","version":99}');
  const memmap = createMemmap(() => 0);
  await restore(memmap, storage);
  expect(memmap.store.getState()).toMatchObject({ design: null, notice: { kind: 'error' } });
});
