import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holdsFor } from '../testing/seed.ts';
import { containsRange, endOf, intersection, overlaps, range, subtract, totalSize, union } from './range.ts';

const some = fc.tuple(fc.bigInt(0n, 60n), fc.bigInt(0n, 12n)).map(([start, size]) => range(start, size));
const covered = (ranges: readonly { start: bigint; size: bigint }[], at: bigint) =>
  ranges.some((r) => at >= r.start && at < r.start + r.size);

test('touching ranges do not overlap, empty ones never do', () => {
  expect(overlaps(range(0n, 4n), range(4n, 4n))).toBe(false);
  expect(overlaps(range(0n, 4n), range(3n, 1n))).toBe(true);
  expect(overlaps(range(2n, 0n), range(0n, 4n))).toBe(false);
  expect(containsRange(range(0n, 4n), range(2n, 0n))).toBe(false);
});

test('union covers the same bytes, sorted and apart', () => {
  holdsFor(
    fc.property(fc.array(some, { maxLength: 8 }), (ranges) => {
      const joined = union(ranges);
      for (let at = 0n; at < 80n; at += 1n) expect(covered(joined, at)).toBe(covered(ranges, at));
      const gaps = joined.slice(1).map((r, i) => r.start - endOf(joined[i] ?? r));
      expect(gaps.every((gap) => gap > 0n)).toBe(true);
    }),
  );
});

test('subtract leaves exactly the bytes of the one that are not in the other', () => {
  holdsFor(
    fc.property(fc.array(some, { maxLength: 6 }), fc.array(some, { maxLength: 6 }), (from, taken) => {
      const left = subtract(from, taken);
      for (let at = 0n; at < 80n; at += 1n)
        expect(covered(left, at)).toBe(covered(from, at) && !covered(taken, at));
    }),
  );
});

test('an intersection is what both cover', () => {
  holdsFor(
    fc.property(some, some, (a, b) => {
      const common = intersection(a, b);
      const size = totalSize(union([a])) + totalSize(union([b])) - totalSize(union([a, b]));
      expect(common?.size ?? 0n).toBe(size);
    }),
  );
});
