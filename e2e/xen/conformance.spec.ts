// The conformance run, bounded: some recordings, every layout of this folder, some random ones.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from '@playwright/test';
import { test } from './fixtures.ts';

const RECORDINGS = 24;
const RANDOM = Number(process.env['XEN_LAYOUTS'] ?? 12);

test(`the simulator knows what becomes of recorded, written and ${RANDOM} random layouts`, () => {
  // Every boot is bounded in time; how many a slow machine gets done is no matter of right and wrong.
  test.setTimeout(0);
  const command = fileURLToPath(new URL('conformance.mjs', import.meta.url));
  // The seed is the run's: SEED, set by playwright.config.ts. What is disagreed on is made smaller by who plays it again.
  const args = [command, '--sample', `${RECORDINGS}`, '--random', `${RANDOM}`, '--shrink', '0'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  console.log(stdout);
  expect(status, stderr).toBe(0);
});
