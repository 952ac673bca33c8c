import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holdsFor } from '../../testing/seed.ts';
import { bestText, fitName, fitText, freeSpans, type Measure, sideLabels } from './labels.ts';

const measure: Measure = (text) => text.length * 7;

test.each([
  ['domU1', 100, 'domU1'],
  ['domU1', 35, 'domU1'],
  ['a-very-long-domain-name', 70, 'a-very-lo…'],
  ['bank 0', 35, 'bank…'],
  ['domU1', 27, null],
  ['domU1', 28, 'dom…'],
  ['', 100, null],
])('%j in %s px is %j', (text, px, expected) => {
  expect(fitText(text, 'label', px, measure)).toBe(expected);
});

test.each([
  ['domU1', 35, 'domU1'],
  ['bank 0', 35, 'bank…'],
  ['a-very-long-domain-name', 56, 'a-very-…'],
  ['a-very-long-domain-name', 63, 'a-ver…ame'],
  ['safety-island-of-the-vehicle-node-12', 168, 'safety-island-of-…ode-12'],
])('a name, %j, in %s px is %j', (name, px, expected) => {
  expect(fitName(name, 'label', px, measure)).toBe(expected);
});

test('a shortened text always fits, and is as long as it can be', () => {
  holdsFor(
    fc.property(fc.string({ maxLength: 60 }), fc.integer({ min: 0, max: 500 }), (text, px) => {
      for (const fit of [fitText, fitName]) {
        const fitted = fit(text, 'label', px, measure);
        const room = measure(text, 'label') <= px && text !== '';
        expect(measure(fitted ?? '', 'label')).toBeLessThanOrEqual(px);
        expect(fitted === text).toBe(room);
      }
    }),
  );
});

test('of several wordings the best that fits whole is taken, and only the last is shortened', () => {
  const wordings = ['bank 0  256 MiB', 'bank 0'];
  expect(bestText(wordings, 'label', 200, measure)).toBe('bank 0  256 MiB');
  expect(bestText(wordings, 'label', 60, measure)).toBe('bank 0');
  expect(bestText(wordings, 'label', 35, measure)).toBe('bank…');
});

test('free room between what is taken', () => {
  expect(
    freeSpans({ x0: 0, x1: 100 }, [
      { x0: 40, x1: 50 },
      { x0: -5, x1: 10 },
    ]),
  ).toEqual([
    { x0: 10, x1: 40 },
    { x0: 50, x1: 100 },
  ]);
  expect(freeSpans({ x0: 0, x1: 10 }, [{ x0: 0, x1: 10 }])).toEqual([]);
});

test('labels beside thin things overlap neither each other nor the things, and stay in the picture', () => {
  holdsFor(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 990 }), fc.integer({ min: 1, max: 6 })), { maxLength: 30 }),
      (list) => {
        const things = list
          .toSorted((a, b) => a[0] - b[0])
          .map(([x0, width], i) => ({ key: `${i}`, x0, x1: x0 + width, texts: [`thing ${i}`, `${i}`] }));
        const spans = [...sideLabels(things, things, 1000, measure)].map(([, { text, x, anchor }]) => {
          const width = measure(text, 'secondary');
          return anchor === 'start' ? { x0: x, x1: x + width } : { x0: x - width, x1: x };
        });
        const all = [...spans, ...things];
        for (const [i, span] of spans.entries()) {
          expect(span.x0).toBeGreaterThanOrEqual(0);
          expect(span.x1).toBeLessThanOrEqual(1000);
          const apart = all.filter((_, j) => j !== i);
          expect(apart.every((other) => span.x1 <= other.x0 || span.x0 >= other.x1)).toBe(true);
        }
      },
    ),
  );
});

test('where not even the narrowest words fit, none are measured', () => {
  const crowd = { key: 'crowd', x0: 1, x1: 99, texts: ['250 regions'] };
  let measured = 0;
  const counting: Measure = (text) => {
    measured += 1;
    return text.length;
  };
  expect(sideLabels([crowd], [], 100, counting).size).toBe(0);
  expect(measured).toBe(0);
});
