import { expect, test } from 'vitest';
import { remember } from './remember.ts';

test('a base that is asked for between drafts is worked out once', () => {
  const computed: string[] = [];
  const answer = remember((name: string) => {
    computed.push(name);
    return { name };
  });
  const base = answer('base');
  for (const draft of ['draft 1', 'draft 2', 'draft 3']) {
    expect(answer(draft)).toBe(answer(draft));
    expect(answer('base')).toBe(base);
  }
  expect(computed).toEqual(['base', 'draft 1', 'draft 2', 'draft 3']);
});

test('what was not asked for lately is forgotten', () => {
  let computed = 0;
  const answer = remember((name: string) => {
    computed += 1;
    return { name };
  });
  for (const name of ['a', 'b', 'c', 'a']) answer(name);
  expect(computed).toBe(4);
});
