import fc from 'fast-check';
import { expect, it } from 'vitest';
import { holdsFor } from '../../testing/seed.ts';
import { ColorHeap, divideHeap } from './color-heap.ts';

/** As Xen takes them: page by page, of the first colour that has most. */
function takeOneByOne(free: number[], pages: number, colors: readonly number[]): void {
  for (let taken = 0; taken < pages; taken += 1) {
    const most = Math.max(...colors.map((color) => free[color] ?? 0));
    const from = colors.find((color) => free[color] === most) ?? 0;
    free[from] = most - 1;
  }
}

it('takes as many of each colour as taking them one by one', () => {
  const counts = fc.array(fc.nat(12), { minLength: 1, maxLength: 6 });
  holdsFor(
    fc.property(counts, fc.uniqueArray(fc.nat(5), { minLength: 1 }), fc.nat(40), (counted, drawn, pages) => {
      const colors = drawn.filter((color) => color < counted.length);
      const heap = new ColorHeap(counted);
      const had = heap.freeOf(colors);
      expect(heap.take(pages, colors)).toBe(pages <= had);
      const free = [...counted];
      if (pages <= had && pages > 0) takeOneByOne(free, pages, colors);
      expect(counted.map((_, color) => heap.freeOf([color]))).toEqual(free);
    }),
  );
});

it('leaves Xen the lowest region, and the rest of its share from the highest', () => {
  const { own, colored } = divideHeap(
    [
      { start: 0, end: 10 },
      { start: 20, end: 30 },
      { start: 40, end: 48 },
    ],
    10,
    4,
  );
  expect(own).toEqual([
    { start: 0, end: 10 },
    { start: 20, end: 22 },
    { start: 40, end: 48 },
  ]);
  expect([0, 1, 2, 3].map((color) => colored.freeOf([color]))).toEqual([2, 2, 2, 2]);
});

it('counts a page by the low bits of its number', () => {
  const { colored } = divideHeap(
    [
      { start: 0, end: 1 },
      { start: 5, end: 12 },
    ],
    0,
    4,
  );
  expect([0, 1, 2, 3].map((color) => colored.freeOf([color]))).toEqual([1, 2, 2, 2]);
});
