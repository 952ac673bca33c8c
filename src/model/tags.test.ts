import { expect, test } from 'vitest';
import { planSpec } from '../testing/plan-spec.ts';
import { allTags, readTags, setTags, tagsOf } from './tags.ts';

test.each([
  ['fast', ['fast']],
  [' fast,ecc , fast,', ['fast', 'ecc']],
  ['on-chip RAM', ['on-chip RAM']],
  ['', []],
])('“%s” is %j', (text, tags) => {
  expect(readTags(text)).toMatchObject({ ok: true, value: tags });
});

test.each([
  ['1', '“1” is what bank 1 is called already: use a word'],
  ['x'.repeat(41), 'a tag has at most 40 characters'],
])('“%s” is refused', (text, message) => {
  expect(readTags(text)).toMatchObject({ ok: false, problem: { message } });
});

test('tags are of one bank, and gone with the last', () => {
  const plan = planSpec('ram 40000000+40000000 800000000+40000000');
  const one = setTags(plan, 1, ['fast']);
  expect(one.wants.tags).toEqual([[], ['fast']]);
  expect([tagsOf(one, 0), tagsOf(one, 1), tagsOf(one, 2)]).toEqual([[], ['fast'], []]);
  const both = setTags(one, 0, ['ecc', 'fast']);
  expect(allTags(both)).toEqual(['ecc', 'fast']);
  expect(setTags(both, 0, ['ecc', 'fast'])).toBe(both);
  expect(setTags(setTags(both, 0, []), 1, []).wants).toEqual(plan.wants);
});
