// Stories on real Xen: the browser stories' page and browser, where the page has been built (npm run build).
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';
import { chooseSeed } from '../../scripts/seed.mjs';
import browserStories from '../browser/playwright.config.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

// The seed of the run's random layouts; the workers inherit it.
chooseSeed();

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
