import { cleanup, fireEvent, renderHook } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { useTypedAhead } from './use-typed-ahead.ts';

afterEach(() => {
  cleanup();
  document.body.replaceChildren();
});

/** Types on the page; answers with the keys that whatever is there gets. */
function type(...keys: readonly string[]): string[] {
  const got: string[] = [];
  const listen = ({ key }: KeyboardEvent): number => got.push(key);
  document.body.addEventListener('keydown', listen);
  for (const key of keys) fireEvent.keyDown(document.body, { key });
  document.body.removeEventListener('keydown', listen);
  return got;
}

const waiting = (waits: boolean, onLeave = vi.fn<() => void>()) =>
  renderHook(({ on }) => useTypedAhead(on, onLeave), { initialProps: { on: waits } });

test('what is typed while it waits is kept, and nobody else gets it', () => {
  const { result, rerender } = waiting(false);
  expect(type('m')).toEqual(['m']);
  rerender({ on: true });
  expect(type('s', 'x', 'Backspace', 'p', 'Delete', ' ')).toEqual([]);
  expect(result.current()).toBe('sp ');
  rerender({ on: false });
  rerender({ on: true });
  expect(result.current()).toBe('');
});

test('once a dialog is there, keys are its own', () => {
  const { result } = waiting(true);
  const dialog = document.body.appendChild(document.createElement('dialog'));
  dialog.setAttribute('open', '');
  expect(type('m')).toEqual(['m']);
  expect(result.current()).toBe('');
});

test('Escape takes the wish back; keys with Ctrl stay the page’s', () => {
  const leave = vi.fn<() => void>();
  waiting(true, leave);
  fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true });
  expect(type('Escape')).toEqual([]);
  expect(leave).toHaveBeenCalledOnce();
});
