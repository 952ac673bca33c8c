import { expect, test } from 'vitest';
import { barePlan } from '../testing/bare-plan.ts';
import {
  EMPTY_HISTORY,
  type Entry,
  HISTORY_LIMIT,
  JOIN_MS,
  record,
  stepBack,
  stepForward,
} from './history.ts';
import type { Design } from './state.ts';

const design = (name: string): Design => ({ name, plan: barePlan(), original: null });
const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(design) as [Design, Design, Design, Design];
const entry = (before: Design, after: Design, time = 0, joinKey: string | null = null): Entry => ({
  label: after.name,
  before,
  after,
  selectionBefore: [],
  joinKey,
  time,
});

test('n steps back and forward pass the same documents by identity', () => {
  const history = [entry(a, b), entry(b, c), entry(c, d)].reduce(record, EMPTY_HISTORY);
  const one = stepBack(history);
  const two = one && stepBack(one.history);
  const three = two && stepBack(two.history);
  expect([one, two, three].map((step) => step?.entry.before)).toEqual([c, b, a]);
  expect(three && stepBack(three.history)).toBeNull();
  expect(three && stepForward(three.history)?.entry.after).toBe(b);
});

test('a new entry forgets what could be redone', () => {
  const back = stepBack(record(record(EMPTY_HISTORY, entry(a, b)), entry(b, c)));
  expect(back && record(back.history, entry(b, d)).future).toEqual([]);
});

test('commits of one key join while they come quickly, and only then', () => {
  const first = record(EMPTY_HISTORY, entry(a, b, 0, 'nudge'));
  expect(record(first, entry(b, c, JOIN_MS - 1, 'nudge')).past).toHaveLength(1);
  expect(record(first, entry(b, c, JOIN_MS - 1, 'nudge')).past[0]).toMatchObject({ before: a, after: c });
  expect(record(first, entry(b, c, JOIN_MS, 'nudge')).past).toHaveLength(2);
  expect(record(first, entry(b, c, 1, 'other')).past).toHaveLength(2);
  expect(record(first, entry(b, c, 1, null)).past).toHaveLength(2);
});

test('the oldest entries go first', () => {
  let history = EMPTY_HISTORY;
  for (let i = 0; i < HISTORY_LIMIT + 5; i += 1) history = record(history, entry(a, b, i));
  expect(history.past).toHaveLength(HISTORY_LIMIT);
  expect(history.past[0]?.time).toBe(5);
});
