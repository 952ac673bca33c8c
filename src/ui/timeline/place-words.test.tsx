import { expect, test } from 'vitest';
import { PLACES, timeline } from '../../engine/pages/index.ts';
import { DEFAULT_TARGET } from '../../model/target.ts';
import { planSpec } from '../../testing/plan-spec.ts';
import { figuresOf, PLACE_WORDS } from './place-words.ts';
import { indexIn } from './timeline-of.ts';

const steps = timeline(
  planSpec('ram 40000000+40000000 | domU1 static 60000000+10000000 kernel 48000000+200000'),
  DEFAULT_TARGET,
);

test('every place pages can be in has words', () => {
  expect(
    PLACES.filter((place) => PLACE_WORDS[place].word === '' || PLACE_WORDS[place].explain === ''),
  ).toEqual([]);
});

test('at every step the figures are all of RAM', () => {
  for (const { counts } of steps.events)
    expect(figuresOf(counts).reduce((sum, { size }) => sum + size, 0n)).toBe(0x4000_0000n);
});

test('a moment past the end is the last step', () => {
  expect([indexIn(steps, -1), indexIn(steps, 3), indexIn(steps, 1e9)]).toEqual([
    0,
    3,
    steps.events.length - 1,
  ]);
});
