import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useHeld, useMoving } from './use-still.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  cleanup();
});

function Shown({ view }: { readonly view: number }) {
  const moving = useMoving(view);
  return <p>{`${useHeld(view, moving)} ${moving ? 'moves' : 'stands'}`}</p>;
}
const pass = (ms: number): void =>
  act(() => {
    vi.advanceTimersByTime(ms);
  });
const shown = (): string | null => screen.getByText(/moves|stands/).textContent;

/** What is shown after views that come so many ms after each other, and when the last has stood for long. */
function follow(views: readonly number[], ms: number): readonly (string | null)[] {
  const { rerender } = render(<Shown view={0} />);
  pass(1000);
  const seen = views.map((view) => {
    rerender(<Shown view={view} />);
    const now = shown();
    pass(ms);
    return now;
  });
  pass(1000);
  return [...seen, shown()];
}

test('single steps are followed at once', () => {
  expect(follow([1, 2, 3], 500)).toEqual(['1 stands', '2 stands', '3 stands', '3 stands']);
});

test('of a movement what was before it stays until it ends', () => {
  expect(follow([1, 2, 3, 4], 16)).toEqual(['1 stands', '2 moves', '2 moves', '2 moves', '4 stands']);
});
