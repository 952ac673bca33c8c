// Accepting what was proposed: one undo entry, and what is left of the proposal stays.
import { accept, type PlacedItem } from '../../engine/place/placing.ts';
import type { Memmap } from '../../store/memmap.ts';
import type { Proposal } from '../../store/state.ts';
import { count } from './need-words.ts';

export function carryOut(memmap: Memmap, proposal: Proposal, taken: readonly PlacedItem[]): void {
  const { outcome } = proposal;
  if (outcome.kind !== 'placed') return;
  const label = taken.length === 1 ? (taken[0]?.label ?? '') : count(taken.length, 'thing');
  memmap.commit(`Place ${label}`, (plan) => accept(plan, taken));
  const items = outcome.items.filter((item) => !taken.includes(item));
  const { design } = memmap.store.getState();
  memmap.propose(
    items.length === 0 || design === null
      ? null
      : { ...proposal, plan: design.plan, outcome: { ...outcome, items } },
  );
}
