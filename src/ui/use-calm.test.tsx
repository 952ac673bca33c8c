import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { planOfFacts } from '../bindings/facts-plan.ts';
import { analyse } from '../engine/index.ts';
import { addBank, addDomain, placeAt } from '../model/edit.ts';
import { MiB } from '../model/addr.ts';
import type { Plan } from '../model/plan.ts';
import { range } from '../model/range.ts';
import { atOnce } from '../store/ahead.ts';
import { createMemmap } from '../store/memmap.ts';
import { shown } from '../store/state.ts';
import { barePlan } from '../testing/bare-plan.ts';
import { useCalm } from './use-calm.ts';
import { MemmapContext } from './use-memmap.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function withBanks(count: number): { plan: Plan; first: ReturnType<typeof addBank>['id'] } {
  const { board, host } = barePlan();
  const domain = addDomain(planOfFacts(host, board));
  let added = addBank(domain.plan, domain.id, range(0x5000_0000n, MiB));
  const first = added.id;
  for (let i = 1; i < count; i += 1)
    added = addBank(added.plan, domain.id, range(0x5000_0000n + BigInt(i) * 2n * MiB, MiB));
  return { plan: added.plan, first };
}

function Start() {
  return useCalm((state) => shown(state)?.plan.domains[0]?.staticMem?.[0]?.start.toString(16) ?? 'none');
}

function dragged(count: number) {
  const memmap = createMemmap(() => 0);
  const { plan, first } = withBanks(count);
  memmap.replace('Open', { name: 'test', plan, original: null });
  render(
    <MemmapContext value={memmap}>
      <Start />
    </MemmapContext>,
  );
  act(() => {
    memmap.beginGesture('Move');
    memmap.updateGesture((before) => placeAt(before, first, range(0x4000_0000n, MiB)));
  });
  return { memmap, first };
}

test('a small design is followed at every step of a drag', () => {
  dragged(3);
  expect(screen.getByText('40000000')).toBeDefined();
});

test('a large design is followed when the hand rests, and at once when the drag ends', () => {
  const { memmap, first } = dragged(200);
  act(() => void vi.advanceTimersByTime(100));
  act(() => memmap.updateGesture((before) => before));
  act(() => memmap.updateGesture((before) => placeAt(before, first, range(0x4000_0000n, MiB))));
  act(() => void vi.advanceTimersByTime(100));
  expect(screen.queryByText('50000000')).not.toBeNull();
  act(() => void vi.advanceTimersByTime(20));
  expect(screen.queryByText('40000000')).not.toBeNull();
  act(() => memmap.cancelGesture());
  expect(screen.queryByText('50000000')).not.toBeNull();
});

test('a hand that waits for a step to be shown does not rest', () => {
  const { memmap, first } = dragged(200);
  const steps: (() => void)[] = [];
  memmap.setSimulator(analyse, {
    ...atOnce(analyse),
    step: ({ make, show }) => steps.push(() => show(make())),
    isBehind: () => steps.length > 0,
  });
  act(() => memmap.updateGesture((before) => placeAt(before, first, range(0x4000_0000n, MiB))));
  act(() => void vi.advanceTimersByTime(500));
  expect(screen.queryByText('50000000')).not.toBeNull();
  act(() => steps.shift()?.());
  act(() => void vi.advanceTimersByTime(240));
  expect(screen.queryByText('40000000')).not.toBeNull();
});
