import { afterEach, expect, test, vi } from 'vitest';
import { placeAt } from '../model/edit.ts';
import { range } from '../model/range.ts';
import { planSpec } from '../testing/plan-spec.ts';
import { createMemmap } from './memmap.ts';
import { loadSimulator } from './simulator.ts';

const plan = planSpec('a static 50000000+4000000 kernel 44000000+10000');
const bank = plan.domains[0]?.staticMem?.[0]?.id ?? ('' as never);

class FakeWorker extends EventTarget {
  static asked = 0;
  postMessage(): void {
    FakeWorker.asked += 1;
    queueMicrotask(() =>
      this.dispatchEvent(new MessageEvent('message', { data: { kind: 'plan', told: null } })),
    );
  }
}

afterEach(() => void vi.unstubAllGlobals());

/** Browsers differ: some have no idle time to offer, and act at once. */
test.each([
  { case: 'at once', whenIdle: (act: () => void): void => act() },
  { case: 'later', whenIdle: (act: () => void): void => void Promise.resolve().then(act) },
])('the thread follows each design, when the page is idle $case', async ({ whenIdle }) => {
  FakeWorker.asked = 0;
  vi.stubGlobal('Worker', FakeWorker);
  const memmap = createMemmap(() => 0);
  await loadSimulator(memmap, { whenIdle, track: (work) => work });
  memmap.replace('Open', { name: 'test', plan, original: null });
  await vi.waitFor(() => expect(FakeWorker.asked).toBe(1));
  memmap.commit('Move', (of) => placeAt(of, bank, range(0x5800_0000n, 0x400_0000n)));
  await vi.waitFor(() => expect(FakeWorker.asked).toBe(2));
});

test('without workers the page simulates by itself', async () => {
  vi.stubGlobal('Worker', undefined);
  const memmap = createMemmap(() => 0);
  await loadSimulator(memmap, { whenIdle: (act) => act(), track: (work) => work });
  expect(memmap.store.getState().simulate).not.toBeNull();
});
