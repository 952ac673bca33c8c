// Stories on real Xen. Two boots run well side by side; each is bounded in time by boot.mjs.
import { defineConfig } from '@playwright/test';

// The seed of the run's random layouts (SEED=123 plays one again); the workers inherit it.
process.env['SEED'] ??= String(Date.now() % 0x7fffffff);

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../../test-results/xen',
  globalSetup: './announce.ts',
  fullyParallel: true,
  workers: 2,
  timeout: 180_000,
  forbidOnly: process.env['CI'] !== undefined,
  use: {
    launchOptions: {
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
      ...(process.env['CHROMIUM_PATH'] === undefined ? {} : { executablePath: process.env['CHROMIUM_PATH'] }),
    },
    trace: 'retain-on-failure',
  },
});
