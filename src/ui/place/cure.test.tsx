import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { placed, REPAIR } from '../../engine/place/placing.ts';
import { range } from '../../model/range.ts';
import { createMemmap } from '../../store/memmap.ts';
import { bareFinding } from '../../testing/bare-analysis.ts';
import { planSpec } from '../../testing/plan-spec.ts';
import { MemmapContext } from '../use-memmap.ts';
import { Cure } from './Cure.tsx';

/** Never answers: the test does. */
const silent = {
  addEventListener: () => undefined,
  postMessage: () => undefined,
  terminate: () => undefined,
};
beforeEach(() => {
  vi.stubGlobal(
    'Worker',
    vi.fn(function Silent() {
      return silent;
    }),
  );
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

/** The cure of two banks that overlap, beside a field, once it has been asked for. */
function asked() {
  const memmap = createMemmap(() => 0);
  const plan = planSpec('a static 60000000+1000000 | b static 60800000+1000000');
  memmap.replace('Open', { name: 'test', plan, original: null });
  const { target } = memmap.store.getState();
  const [a, b] = [range(0x6000_0000n, 0x100_0000n), range(0x6080_0000n, 0x100_0000n)];
  render(
    <MemmapContext value={memmap}>
      <Cure finding={bareFinding({ severity: 'error', range: a, involved: [a, b] })} className={undefined} />
      <input aria-label="elsewhere" />
    </MemmapContext>,
  );
  const find = screen.getByRole('button', { name: 'Find a place' });
  find.focus();
  fireEvent.click(find);
  return {
    answer: () => {
      const outcome = placed(plan, target, REPAIR);
      act(() => memmap.propose({ title: 'Repair', options: REPAIR, plan, target, outcome }));
    },
  };
}

const focused = (): string => {
  const { activeElement } = document;
  return activeElement?.getAttribute('aria-label') ?? activeElement?.textContent ?? '';
};

test('the focus stays on what looks, and goes on to what moves', () => {
  const { answer } = asked();
  expect(focused()).toBe('Looking for a place …');
  answer();
  expect(focused()).toMatch(/^Move \w bank 0 to 0x/);
});

test('who has gone elsewhere meanwhile stays there', () => {
  const { answer } = asked();
  screen.getByRole('textbox', { name: 'elsewhere' }).focus();
  answer();
  expect(screen.getByRole('button', { name: /^Move/ })).toBeTruthy();
  expect(focused()).toBe('elsewhere');
});
