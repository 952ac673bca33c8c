// The conformance run, bounded: some recordings, every layout of this folder, some random ones.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from '@playwright/test';
import { test } from './fixtures.ts';

const RECORDINGS = 24;
const RANDOM = Number(process.env['XEN_LAYOUTS'] ?? 12);
/** In ms: what hangs or faults takes its time to be believed. */
const TIMEOUT = 600_000;

test(`the simulator knows what becomes of recorded, written and ${RANDOM} random layouts`, () => {
  test.setTimeout(TIMEOUT + RANDOM * 30_000);
  const command = fileURLToPath(new URL('conformance.mjs', import.meta.url));
  // The seed is the run's: SEED, set by playwright.config.ts.
  const args = [command, '--sample', `${RECORDINGS}`, '--random', `${RANDOM}`];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  console.log(stdout);
  expect(status, `${stdout}${stderr}`).toBe(0);
});
