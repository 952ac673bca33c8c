import { expect, it } from 'vitest';
import { REFUSALS } from './registry.ts';
import { RULES, WRAPPER_IDS } from './rules.ts';
import { WRAPPERS } from './wrappers.ts';

const sorted = (ids: readonly string[]): string[] => ids.toSorted();

it('has a page for every rule that stops, drops, warns or goes wrong later, and for no other', () => {
  const refusals = Object.keys(RULES).filter((id) => RULES[id] === 'refusal');
  expect(sorted(REFUSALS.map(({ id }) => id))).toEqual(sorted(refusals));
});

it('has the words of every wrapper', () => {
  expect(sorted(WRAPPERS.map(({ id }) => id))).toEqual(sorted(WRAPPER_IDS));
});

it('says of every rule that is no refusal why it is none', () => {
  for (const kind of Object.values(RULES))
    expect(typeof kind === 'string' ? kind : kind.event).toMatch(/^refusal$|^.{20,}[^.]$/);
});
