import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holdsFor } from '../testing/seed.ts';
import { type Delta, delta, patched } from './delta.ts';

/** Plain data as plans and answers are made of. */
const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  leaf: fc.oneof(
    fc.constantFrom(null, undefined, true, '', 'a'),
    fc.integer({ min: 0, max: 3 }),
    fc.bigInt(0n, 3n),
    fc.uint8Array({ maxLength: 2 }),
    fc.constantFrom(new Map([['e1', '/chosen']]), new Set(['e1'])),
  ),
  list: fc.array(tie('any'), { maxLength: 5 }),
  record: fc.dictionary(fc.constantFrom('a', 'b', 'c', '__proto__', 'to', 'set'), tie('any')),
  any: fc.oneof({ maxDepth: 4 }, tie('leaf'), tie('list'), tie('record')),
})).any;

/** As the other thread gets it. */
const sent = (change: Delta): Delta => structuredClone(change);

describe('what changes makes the one of the other', () => {
  it('whatever they are', () => {
    holdsFor(
      fc.property(value, value, (before, after) => {
        expect(patched(before, sent(delta(before, after)))).toEqual(after);
      }),
      500,
    );
  });

  it('however deep they are, looking at each part a few times at most', () => {
    const deep = (leaf: number): unknown =>
      Array.from({ length: 60 }).reduce<unknown>((inner) => ({ children: [inner] }), leaf);
    expect(patched(deep(1), sent(delta(deep(1), deep(2))))).toEqual(deep(2));
  });

  it('and is nothing where they say the same', () => {
    const of = (): unknown => ({ list: [1n, { a: 'x' }], gone: null });
    expect(delta(of(), of())).toBeNull();
  });
});

describe('what does not change', () => {
  const before = { a: { n: 1 }, list: [{ id: 1 }, { id: 2 }, { id: 3 }], bytes: new Uint8Array([1]) };

  it('stays the very object it was', () => {
    const after = { ...before, list: [before.list[0], { id: 9 }, before.list[2]] };
    const change = delta(before, after);
    const made = patched(before, sent(change)) as typeof before;
    expect(made).toEqual(after);
    expect(made.a).toBe(before.a);
    expect(made.bytes).toBe(before.bytes);
    expect(made.list[0]).toBe(before.list[0]);
    expect(made.list[2]).toBe(before.list[2]);
    expect(change).toEqual({
      set: [['list', { start: 1, end: 1, items: [{ set: [['id', { to: 9 }]], drop: [] }] }]],
      drop: [],
    });
  });

  it('at the ends of a list that grows or shrinks is not sent', () => {
    const [one, two, three] = before.list;
    expect(delta([one, three], [one, two, three])).toEqual({ start: 1, end: 1, items: [{ to: { id: 2 } }] });
    expect(delta([one, two, three], [one, three])).toEqual({ start: 1, end: 1, items: [] });
    expect(delta([one, one], [one])).toEqual({ start: 1, end: 0, items: [] });
  });
});
