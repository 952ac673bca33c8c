import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { findEntity } from '../../model/entities.ts';
import type { Plan } from '../../model/plan.ts';
import { createMemmap } from '../../store/memmap.ts';
import { planSpec } from '../../testing/plan-spec.ts';
import { MemmapContext, useMemmap } from '../use-memmap.ts';
import { SharedPanel } from './SharedPanel.tsx';

afterEach(cleanup);

function Panel() {
  const plan = useMemmap(({ design }) => design?.plan);
  const [id] = useMemmap(({ selection }) => selection);
  const entity = plan === undefined || id === undefined ? undefined : findEntity(plan, id);
  return plan !== undefined && entity?.kind === 'shared' ? <SharedPanel plan={plan} entity={entity} /> : null;
}

const shared = ({ domains }: Plan): readonly (readonly string[])[] =>
  domains.map((domain) => domain.shared.map(({ shmId }) => shmId));

/** The panel of what the first domain says of its shared memory. */
function opened(spec: string) {
  const memmap = createMemmap(() => 0);
  const plan = planSpec(spec);
  memmap.replace('Open', { name: 'test', plan, original: null });
  memmap.select(plan.domains[0]?.shared.map(({ id }) => id) ?? []);
  render(
    <MemmapContext value={memmap}>
      <Panel />
    </MemmapContext>,
  );
  return Object.assign(() => memmap.store.getState().design?.plan ?? plan, { memmap });
}

test('one of two stops sharing, and the panel is the other’s', () => {
  const plan = opened(
    'a shared one 60000000>20000000+100000 owner | b shared one 60000000>20000000+100000 borrower',
  );
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'free before' }).value).toBe('512 MiB');
  fireEvent.click(screen.getByRole('button', { name: 'Stop sharing' }));
  expect(shared(plan())).toEqual([[], ['one']]);
  expect(screen.getByText('In b')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Stop sharing' })).toBeNull();
});

test('the owner stops sharing: another owns it, as the panel has said, and one undo gives it back', () => {
  const plan = opened(
    'a shared one 60000000>20000000+100000 owner | b shared one 60000000>20000000+100000 borrower',
  );
  const { memmap } = plan;
  const before = plan();
  screen.getByText('When a stops sharing, b owns it.');
  fireEvent.click(screen.getByRole('button', { name: 'Stop sharing' }));
  expect(plan().domains.map(({ shared: [one] }) => one?.role)).toEqual([undefined, 'owner']);
  expect(memmap.store.getState().history.past.at(-1)?.label).toBe(
    'Take shared memory one from a; b owns one',
  );
  memmap.undo();
  expect(plan()).toBe(before);
});

test('one more owner is the only one: the others borrow, as its button has said, and one undo takes it back', () => {
  const plan = opened(
    'a shared one 60000000>20000000+100000 borrower | b shared one 60000000>20000000+100000 owner',
  );
  const { memmap } = plan;
  const before = plan();
  const owner = screen.getByRole('radio', { name: 'owner' });
  expect(owner.closest('label')?.title).toBe('Then b borrows it');
  fireEvent.click(owner);
  expect(plan().domains.map(({ shared: [one] }) => one?.role)).toEqual(['owner', 'borrower']);
  expect(memmap.store.getState().history.past.at(-1)?.label).toBe(
    'Set a’s role in shared memory one; b borrows it',
  );
  fireEvent.click(screen.getByRole('radio', { name: 'not stated' }));
  expect(plan().domains.map(({ shared: [one] }) => one?.role)).toEqual([null, 'borrower']);
  memmap.undo();
  memmap.undo();
  expect(plan()).toBe(before);
});

test('a number typed for it moves it for all who share it', () => {
  const plan = opened('a shared one 60000000>20000000+100000 | b shared one 60000000>20000000+100000');
  const start = screen.getByRole('textbox', { name: 'start (host physical)' });
  fireEvent.change(start, { target: { value: '0x70000000' } });
  fireEvent.keyDown(start, { key: 'Enter' });
  expect(plan().domains.map((domain) => domain.shared[0]?.host)).toEqual([0x7000_0000n, 0x7000_0000n]);
});
