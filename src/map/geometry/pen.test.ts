import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holdsFor } from '../../testing/seed.ts';
import { Pen } from './pen.ts';

test.each([
  [0, '0', '0'],
  [-0, '0', '0'],
  [7, '7', '7'],
  [-10, '-10', '-10'],
  [99.96, '100', '100'],
  [0.04, '0', '0'],
  [-0.4, '0', '-0.4'],
  [1234.56, '1235', '1234.6'],
  [2 ** 40, '1099511627776', '1099511627776'],
])('%d', (value, whole, px) => {
  expect(new Pen().whole(Math.round(value)).take()).toBe(whole);
  expect(new Pen().px(value).take()).toBe(px);
});

test('numbers are written as the language writes them, one after the other', () => {
  const value = fc.oneof(fc.double({ min: -5000, max: 5000, noNaN: true }), fc.double({ noNaN: true }));
  holdsFor(
    fc.property(fc.array(value, { maxLength: 2000 }), (values) => {
      const pen = new Pen();
      for (const one of values) pen.text('L').px(one).text(' ').whole(Math.round(one));
      expect(pen.take()).toBe(
        values.map((one) => `L${Math.round(one * 10) / 10} ${Math.round(one)}`).join(''),
      );
      expect(pen.take()).toBe('');
    }),
  );
});
