// Stories on real Xen: the browser stories' page and browser, where the page has been built (npm run build).
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';
import browserStories from '../browser/playwright.config.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

// The seed of the run's random layouts (SEED=123 plays one again); the workers inherit it.
process.env['SEED'] ??= String(Date.now() % 0x7fffffff);

const built = existsSync(join(root, 'dist/page/index.html'));
const { webServer, use, ...shared } = browserStories;
export default defineConfig({
  ...shared,
  testDir: '.',
  outputDir: join(root, 'test-results/xen'),
  globalSetup: './announce.ts',
  // Two boots run well side by side; each is bounded in time by boot.mjs.
  timeout: 180_000,
  ...(built && webServer !== undefined ? { webServer } : {}),
  use: built ? { ...use } : { ...use, baseURL: undefined },
});
