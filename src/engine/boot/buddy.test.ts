import { describe, expect, it } from 'vitest';
import { Buddy } from './buddy.ts';

/** Page frames of so many MiB. */
const mib = (n: number): number => n * 256;
/** Regions in MiB: start and size. */
const heapOf = (regions: readonly (readonly [start: number, size: number])[], dirty: boolean): Buddy =>
  Buddy.of(
    regions.map(([start, size]) => ({ start: mib(start), end: mib(start + size) })),
    dirty,
  );
const ORDER_64M = 14;
const ORDER_1G = 18;

describe('a heap', () => {
  it('gives from the highest zone, of the smallest chunk that will do, and of that the upper part', () => {
    const heap = heapOf(
      [
        [1024, 512],
        [2048, 256],
        [2560, 64],
      ],
      false,
    );
    expect(heap.take(ORDER_64M, null)).toBe(mib(2560));
    expect(heap.take(ORDER_64M, null)).toBe(mib(2048 + 192));
    expect(heap.take(ORDER_64M, 31)).toBe(mib(1024 + 448));
    expect(heap.take(ORDER_1G, null)).toBeNull();
  });

  it('keeps the page at 0 to itself, so that no chunk starts there', () => {
    const heap = heapOf([[0, 512]], false);
    expect(heap.take(17, null)).toBeNull();
    expect(heap.take(16, null)).toBe(mib(256));
    expect(heap.take(0, 13)).toBe(1);
  });

  it('says from how many address bits on there is a chunk', () => {
    const heap = heapOf(
      [
        [1024, 64],
        [2048, 512],
      ],
      false,
    );
    expect([heap.lowestBits(ORDER_64M), heap.lowestBits(15), heap.lowestBits(ORDER_1G)]).toEqual([
      31,
      32,
      null,
    ]);
  });

  it('joins what comes back with its free neighbours', () => {
    const heap = heapOf([[1024, 128]], false);
    const upper = heap.take(ORDER_64M, null) ?? 0;
    expect(heap.take(15, null)).toBeNull();
    heap.free(upper, ORDER_64M);
    expect(heap.take(15, null)).toBe(mib(1024));
  });
});

describe('a heap that idle CPUs scrub', () => {
  const two = heapOf(
    [
      [1024, 64],
      [2048, 64],
      [2304, 64],
    ],
    true,
  );

  // Real Xen 4.22: of 64 MiB chunks at 0xb4000000 and below, 0xac000000 is the first one dom0 gets.
  it('passes over the dirty chunk it looks at first, and then takes the next', () => {
    const heap = two.copy();
    expect(heap.peek(ORDER_64M, null)).toBe(mib(2048));
    expect(heap.take(ORDER_64M, null)).toBe(mib(2048));
    expect(heap.take(ORDER_64M, null)).toBe(mib(2304));
  });

  it('is scrubbed from the lowest zone upwards, and then gives what is clean first', () => {
    const heap = two.copy();
    expect([heap.scrub(0), heap.dirty]).toEqual([19, 2]);
    expect(heap.peek(ORDER_64M, null)).toBe(mib(1024));
    expect([heap.scrub(0), heap.scrub(0), heap.scrub(0), heap.dirty]).toEqual([20, 20, null, 0]);
  });

  it('gives Xen single pages whether scrubbed or not', () => {
    const heap = two.copy();
    heap.scrub(0);
    heap.takePages(1);
    expect(heap.take(ORDER_64M, 31)).toBe(mib(1024));
    expect(heap.dirty).toBeGreaterThan(2);
  });
});
