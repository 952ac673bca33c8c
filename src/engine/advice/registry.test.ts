import { describe, expect, test } from 'vitest';
import { ADVICE } from './registry.ts';

const pages = import.meta.glob<string>('./*.md', { query: '?raw', import: 'default', eager: true });
const files = Object.keys(import.meta.glob(['./*.ts']));

describe('every rule has its file, its test and its page', () => {
  test.each([...ADVICE.values()].map((rule) => [rule.id, rule] as const))('%s', (id, { title, source }) => {
    expect(files).toContain(`./${id}.ts`);
    expect(files).toContain(`./${id}.test.ts`);
    expect(pages[`./${id}.md`]).toMatch(new RegExp(`^# ${id}: ${title}\n`));
    expect(source.length).toBeGreaterThan(0);
  });
});

test('no page is left behind', () => {
  expect(Object.keys(pages).toSorted()).toEqual([...ADVICE.keys()].map((id) => `./${id}.md`).toSorted());
});
