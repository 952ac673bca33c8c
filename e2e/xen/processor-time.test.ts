import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { msOf, threadTimes, worked } from './processor-time.mjs';

test('both times of a thread, whatever its name', () =>
  expect(msOf('4242 (CPU 0) (KVM) R 1 1 1 0 -1 4194304 100 0 0 0 250 17 0 0 20 0 1 0 1')).toBe(2670));

test('the busiest thread is the one that did most in between', () => {
  const before = new Map([
    ['1', 9000],
    ['2', 100],
  ]);
  expect(worked(before, before)).toBe(0);
  expect(worked(before, new Map([...before, ['2', 700], ['3', 50]]))).toBe(600);
  expect(worked(before, new Map())).toBe(0);
});

test.runIf(existsSync('/proc/self/task'))(
  'this process has worked, and one that is not there has not',
  () => {
    expect(worked(new Map(), threadTimes(process.pid))).toBeGreaterThan(0);
    expect(threadTimes(2 ** 30)).toEqual(new Map());
  },
);
