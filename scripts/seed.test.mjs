import { afterEach, expect, test, vi } from 'vitest';
import { chooseSeed, seedOfCommit } from './seed.mjs';

afterEach(() => vi.unstubAllEnvs());

test.each([
  ['0000000000000000000000000000000000000000', 0],
  ['ffffffffffffffffffffffffffffffffffffffff', 0x7fff_ffff],
  ['80000001ffffffffffffffffffffffffffffffff', 0x4000_0000],
])('commit %s has the seed %i', (commit, seed) => expect(seedOfCommit(commit)).toBe(seed));

test('SEED is taken as it is', () => {
  vi.stubEnv('SEED', '123');
  expect(chooseSeed()).toBe(123);
});

test('what was chosen once stays, for whoever asks next and for the processes that are started', () => {
  vi.stubEnv('SEED', undefined);
  const seed = chooseSeed();
  expect(seed).toBeGreaterThanOrEqual(0);
  expect(seed).toBeLessThanOrEqual(0x7fff_ffff);
  expect(process.env.SEED).toBe(String(seed));
  expect(chooseSeed()).toBe(seed);
});
