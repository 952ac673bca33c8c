import { expect, test } from 'vitest';
import { keepUnknown } from './unknown.ts';

test('foreign fields stay at every depth, ours are the fresh ones', () => {
  const original = {
    version: 1,
    'x-note': 'mine',
    plan: { heap: [{ id: 'e1', start: '0x1', colour: 'red' }], tool: [1] },
  };
  const fresh = { version: 1, plan: { heap: [{ id: 'e1', start: '0x2' }] } };
  expect(keepUnknown(fresh, original)).toEqual({
    version: 1,
    'x-note': 'mine',
    plan: { heap: [{ id: 'e1', start: '0x2', colour: 'red' }], tool: [1] },
  });
});

test('list items are matched by id: what is gone stays gone, what is new gets nothing', () => {
  const original = {
    list: [
      { id: 'e1', a: 1 },
      { id: 'e2', a: 2 },
    ],
  };
  expect(keepUnknown({ list: [{ id: 'e2' }, { id: 'e3' }] }, original)).toEqual({
    list: [{ id: 'e2', a: 2 }, { id: 'e3' }],
  });
});

test('a field that changed its kind is ours', () => {
  expect(keepUnknown({ tree: null }, { tree: { x: 1 } })).toEqual({ tree: null });
});
